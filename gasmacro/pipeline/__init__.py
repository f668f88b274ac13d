"""The layers wired: a source is read, expanded under each assembler, compared, told, and its fixes are proved."""
