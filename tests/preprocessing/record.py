"""Record what gcc and clang make of the sources beside this file: `python -m tests.preprocessing.record`.

In: `*.S`.  Out: `NAME.gas.txt` and `NAME.clang.txt`, the standard output of `gcc -E -P` and `clang-19 -E -P`.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent
COMPILERS = {"gas": "gcc", "clang": "clang-19"}


def main() -> None:
    """Record all."""
    for source in sorted(FOLDER.glob("*.S")):
        for family, compiler in COMPILERS.items():
            done = subprocess.run([compiler, "-E", "-P", source.name], cwd=FOLDER, capture_output=True, check=True)
            source.with_suffix(f".{family}.txt").write_bytes(done.stdout)


if __name__ == "__main__":
    main()
