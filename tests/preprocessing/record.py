"""Record what gcc and clang make of the sources here: `python -m tests.preprocessing.record`.

In: `*.S`, in the folders below as well.  Out: `NAME.gas.txt` and `NAME.clang.txt`, the standard output of `gcc -E -P`
and `clang-19 -E -P`.  Rule: sources in `objects/` are such that assemblers accept.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent
COMPILERS = {"gas": "gcc", "clang": "clang-19"}


def main() -> None:
    """Record all."""
    for source in sorted(FOLDER.rglob("*.S")):
        for family, compiler in COMPILERS.items():
            command = [compiler, "-E", "-P", "-x", "assembler-with-cpp", source.name]
            done = subprocess.run(command, cwd=source.parent, capture_output=True, check=True)
            source.with_suffix(f".{family}.txt").write_bytes(done.stdout)


if __name__ == "__main__":
    main()
