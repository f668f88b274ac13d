"""Growth: twice the work, twice the CPU.

Rule: sources made here, in process, a fresh interpreter for each measurement; the ratio is the CPU at eight times the
work over eight times the CPU at one time the work, both without what an empty source costs; 1 is linear.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks.installed import bin_folder
from tests.benchmarks.measure import Row, clean_environment, in_turns

_SCRIPT = """
import sys, time
text = open(sys.argv[2], encoding="utf-8").read()
import gasmacro
gasmacro.expand("x = 1\\n.macro m a\\n.if \\\\a + (x * 2) > 1 && x\\n.endif\\n.endm\\nm 1\\n", assembler=sys.argv[1])
begin = time.process_time()
expansion = gasmacro.expand(text, assembler=sys.argv[1])
if not expansion.accepted or not expansion.text:
    sys.exit(f"{sys.argv[1]} rejects it: {expansion.diagnostics[0].message}")
print(time.process_time() - begin)
"""

_MACROS = """.macro round reg, key:req, rest:vararg
    .if \\key & 1
    pxor \\reg, \\reg
    .else
    paddd \\reg, %xmm\\key
    .endif
    .ifnb \\rest
    round \\rest
    .endif
.Lround\\@:
.endm
"""


def copies(times: int) -> str:
    """Definitions once, and `times` times 250 groups of calls, one in another."""
    calls = (
        "    round %xmm0, 1, %xmm1, 2, %xmm2, 3\n"
        "    .rept 3\n    nop\n    .endr\n"
        "    .irp r, a, b\n    pop %r\\r\\()x\n    .endr\n"
    )
    return _MACROS + calls * 250 * times


def nesting(times: int) -> str:
    """400 calls of `times` times two macros, each of which calls the next."""
    depth = 2 * times
    chain = [f".macro level{n} a\n    level{n + 1} \\a\n    nop\n.endm\n" for n in range(depth)]
    return "".join(chain) + f".macro level{depth} a\n    mov \\a, %eax\n.endm\n" + "    level0 $1\n" * 400


def width(times: int) -> str:
    """Ten lines of `times` times 2,000 statements each, as C macros make them."""
    return ("    paddd %xmm1, %xmm2; pxor %xmm3, %xmm4;" * 1000 * times + "\n") * 10


def actual(times: int) -> str:
    """One macro, ten calls with `times` times 2,000 characters of one actual."""
    return ".macro put rest:vararg\n    .byte \\rest\n.endm\n" + ("    put " + "1, 2, " * 333 * times + "3\n") * 10


def repetition(times: int) -> str:
    """A count of `times` times 4,000."""
    return f"    .set n, 0\n    .rept {4000 * times}\n    .byte n & 255\n    .set n, n + 1\n    .endr\n"


SHAPES: dict[str, Callable[[int], str]] = {
    "copies of a macro-heavy file": copies,
    "depth of nested calls": nesting,
    "length of a line": width,
    "length of an actual": actual,
    "repetitions": repetition,
}


def _expanding(assembler: str, path: Path) -> float:
    command = [str(bin_folder() / "python"), "-c", _SCRIPT, assembler, str(path)]
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return float(done.stdout)


def _row(name: str, assembler: str, paths: dict[int, Path], rounds: int) -> Row:
    variants = {str(times): partial(_expanding, assembler, path) for times, path in paths.items()}
    try:
        spent = in_turns(variants, rounds)
    except RuntimeError as error:
        return Row(f"{name}, {assembler}", f"not measured: {error}")
    measured = ", ".join(f"{value * 1000:.0f}" for value in spent.values())
    return Row(f"{name}, {assembler}", f"{measured} ms", spent["8"] / (8 * spent["1"]), 1.1)


def rows(rounds: int) -> list[Row]:
    """Each shape at 1, 2, 4 and 8 times, under both families."""
    result = []
    with tempfile.TemporaryDirectory() as folder:
        for name, shape in SHAPES.items():
            paths = {times: Path(folder) / f"{times}.s" for times in (1, 2, 4, 8)}
            for times, path in paths.items():
                path.write_text(shape(times))
            result += [_row(name, assembler, paths, rounds) for assembler in ("gas@2.40", "clang@19")]
    return result
