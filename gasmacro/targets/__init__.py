"""Tables: what each assembler family does, release by release and architecture by architecture."""
