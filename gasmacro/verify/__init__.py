"""Real assemblers asked about the same sources: what `gasmacro verify` and the project's own evidence are made with.

| module | what it does |
| --- | --- |
| `programs` | finds assemblers on this machine and asks each for its release and target |
| `runs` | runs one on a source, under limits, in a folder of its own |
| `elf` | reads the object that came out |
| `judge` | compares what an assembler makes of a source and of its expansion |
| `leftovers` | what of the macro layer an expansion still holds |
| `ask` | one source, one assembler: the whole comparison |
| `shrink` | makes a disagreement small |
| `report` | puts comparisons together and prints them |
| `expectations`, `records`, `recording` | fixtures: what every assembler said, written beside a source |

Nothing here is imported by a command that asks no assembler.
"""
