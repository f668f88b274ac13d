"""Data statements, read by the engine and by every live assembler: size, bytes, rejection.

    python -m tests.differential.data --cases N --seed S [--arch ARCH] [--assembler NAME]... [--class CLASS]

In: a number of random statements of a class.  Out: per assembler, how many the engine reads as it does, how many it
leaves undetermined, and every statement that it reads otherwise; status 1 if there is one.
Rule: many statements go into one run, each in a section of its own; statements that the run rejects are left out of
the next one.  A disagreement counts when it holds in a run of the statement alone.  `tame` statements are spelled as
sources spell them; `noise` puts the same pieces together at random (but for counts that fill a disk).
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import struct
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gasmacro.engine.data import Reading, read_data
from gasmacro.engine.statement import operands, parse
from gasmacro.engine.symbols import Symbols
from gasmacro.syntax.scanner import scan
from gasmacro.targets import ranges
from gasmacro.targets.schema import Profile
from gasmacro.verify.programs import Assembler
from tests.oracles.assemblers import assemblers

PER_RUN = 300
LARGEST_OBJECT = 20_000_000
SECONDS = 4
AT_LINE = re.compile(rb"^[^\n]*?source\.s:(\d+):(?:\d+:)? (?:Fatal |fatal |Internal )?[Ee]rror: ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Seen:
    """What an assembler made of a statement: `content` None when it refuses it; `relocated`: it has relocations."""

    content: bytes | None
    relocated: bool = False


# --- the assemblers' side ---


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OBJECT, LARGEST_OBJECT))
    resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def assemble(assembler: Assembler, source: bytes, folder: Path) -> tuple[int, bytes, bytes]:
    """Status (negative: died), messages and object of a run that may not fill disk, memory or time."""
    path, target = folder / "source.s", folder / "source.o"
    path.write_bytes(source)
    target.unlink(missing_ok=True)
    try:
        done = subprocess.run(
            [*assembler.command, path.name, "-o", target.name],
            capture_output=True,
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C", "LLVM_DISABLE_SYMBOLIZATION": "1"},
            check=False,
            timeout=SECONDS,
            preexec_fn=_limits,
        )
    except subprocess.TimeoutExpired:
        return -1, b"", b""
    return done.returncode, done.stderr, target.read_bytes() if done.returncode == 0 else b""


def sections_of(elf: bytes) -> tuple[dict[str, bytes], set[str]]:
    """The contents of an object's sections by name, and the names of those that have relocations."""
    wide, order = elf[4] == 2, "<" if elf[5] == 1 else ">"
    (start,) = struct.unpack_from(order + ("Q" if wide else "I"), elf, 40 if wide else 32)
    size, count, names = struct.unpack_from(order + "HHH", elf, 58 if wide else 46)
    layout = order + ("IIQQQQII" if wide else "IIIIIIII")
    headers = [struct.unpack_from(layout, elf, start + index * size) for index in range(count)]
    titles = []
    for header in headers:
        begin = headers[names][4] + header[0]
        titles.append(elf[begin : elf.index(b"\0", begin)].decode("utf-8", "backslashreplace"))
    contents = {title: elf[header[4] : header[4] + header[5]] for title, header in zip(titles, headers, strict=True)}
    return contents, {titles[header[7]] for header in headers if header[1] in (4, 9) and header[5]}


def ask(assembler: Assembler, statements: list[str], folder: Path) -> list[Seen]:
    """What the assembler makes of each statement."""
    seen: list[Seen] = [Seen(None)] * len(statements)
    waiting = [
        list(range(start, min(start + PER_RUN, len(statements)))) for start in range(0, len(statements), PER_RUN)
    ]
    while waiting:
        batch = waiting.pop()
        parts, owner, line = [], {}, 1
        for index in batch:
            part = f'.section d.{index},"a"\n{statements[index]}\n'.encode("utf-8", "surrogateescape")
            rows = part.count(b"\n")
            owner.update(dict.fromkeys(range(line, line + rows), index))
            line += rows
            parts.append(part)
        status, said, elf = assemble(assembler, b"".join(parts) + b'.section d.end,"a"\n', folder)
        if status == 0:
            sections, relocated = sections_of(elf)
            for index in batch:
                name = f"d.{index}"
                seen[index] = Seen(sections.get(name, b""), name in relocated)
            continue
        refused = {owner[int(found[1])] for found in AT_LINE.finditer(said) if int(found[1]) in owner}
        if status > 0 and refused:
            if rest := [index for index in batch if index not in refused]:
                waiting.append(rest)
        elif len(batch) > 1:
            waiting += [batch[: len(batch) // 2], batch[len(batch) // 2 :]]
    return seen


# --- the engine's side ---


def engine(statement: str, profile: Profile) -> Reading | None:
    """The engine's reading of a source line, None when it is not one statement of data."""
    items = scan(statement + "\n", profile, "source.s")
    if len(items) != 1:
        return None
    parsed = parse(items[0].body, profile, {})
    if parsed.labels or parsed.handler or parsed.key not in profile.data_directives:
        return None
    return read_data(parsed.key, operands(parsed, profile), profile, Symbols())


def verdict(reading: Reading, seen: Seen) -> str:
    """One of "agrees", "undetermined", or what is wrong with the engine's reading."""
    if reading.rejected is not None:
        return "agrees" if seen.content is None else f"refused by the engine: {reading.rejected}"
    if seen.content is None:
        return "undetermined" if reading.content is None else "taken by the engine"
    if reading.size is not None and reading.size != len(seen.content):
        return f"size {reading.size}, not {len(seen.content)}"
    if reading.content is not None and reading.content != seen.content:
        return f"bytes {reading.content.hex()}, not {seen.content.hex()}"
    if reading.content is not None and seen.relocated:
        return "bytes known, but relocated"
    return "agrees" if reading.content is not None or seen.relocated else "undetermined"


# --- the statements ---

_INTEGERS = ".byte .short .long .quad .word .int .2byte .4byte .8byte .hword .octa .value".split()
_STRINGS = [".ascii", ".asciz", ".string"]
_ESCAPES = r"\n \t \" \\\\ \0 \r \x41 \101 \012 \b \f".split()
_ODD_ESCAPES = [
    *r"\a \v \e \q \' \8 \9 \08 \400 \777 \x \xg \x123 \X4f \u00e9 \( \# \% \1 \18 \1234 \N".split(),
    "\\ ",
]


Maker = Callable[[random.Random], str]
_NUMBERS: list[Maker] = [
    lambda dice: str(dice.randrange(256)),
    lambda dice: hex(dice.randrange(256)),
    lambda dice: hex(dice.getrandbits(dice.choice((8, 15, 16, 31, 32, 63, 64)))),
    lambda dice: str(-dice.randrange(1, 129)),
    lambda dice: f"1<<{dice.randrange(8)}",
    lambda dice: f"({dice.randrange(9)}+{dice.randrange(9)})*{dice.randrange(9)}",
    lambda dice: f"'{dice.choice('azA0 +-')}'",
    lambda dice: f"0{dice.randrange(8)}{dice.randrange(8)}",
    lambda dice: f"~{dice.randrange(128)}",
    lambda dice: dice.choice(("sym", "sym+4", "sym-4", "other.sym")),
    lambda dice: f"{dice.randrange(200)} + {dice.randrange(50)}",
]


def _number(dice: random.Random) -> str:
    return dice.choice(_NUMBERS)(dice)


def _text(dice: random.Random, odd: float) -> str:
    out = []
    for _ in range(dice.randrange(9)):
        if dice.random() < 0.25:
            out.append(dice.choice(_ODD_ESCAPES if dice.random() < odd else _ESCAPES))
        else:
            out.append(dice.choice("abcXYZ019 .,:;%#$@&()<>{}/*+-=!?_é  "))
    return '"' + "".join(out) + '"'


_USUAL_FLOATS = "0.0 1.0 -1.0 0.5 3.14159265358979323846 1e10 -0.0 inf 1. .5".split()
_FLOATS: list[Maker] = [
    lambda dice: f"{dice.uniform(-1000, 1000):.{dice.randrange(1, 12)}f}",
    lambda dice: f"{dice.randrange(1000)}",
    lambda dice: f"{dice.uniform(-10, 10):.{dice.randrange(1, 9)}e}".replace("e+0", "e").replace("e-0", "e-"),
    lambda dice: dice.choice(_USUAL_FLOATS),
    lambda dice: repr(dice.uniform(0, 1) * 10 ** dice.randrange(-15, 15)),
]


def _float(dice: random.Random) -> str:
    return dice.choice(_FLOATS)(dice)


def tame(dice: random.Random) -> str:
    """A statement spelled as sources spell them."""
    comma = dice.choice((",", ", "))
    pick = dice.random()
    if pick < 0.4:
        items = [_number(dice) for _ in range(dice.choice((1, 1, 1, 2, 3, 8)))]
        return f"{dice.choice(_INTEGERS)} {comma.join(items)}"
    if pick < 0.65:
        items = [_text(dice, 0.03) for _ in range(dice.choice((1, 1, 1, 1, 2, 3)))]
        return f"{dice.choice(_STRINGS)} {(comma if dice.random() < 0.85 else ' ').join(items)}"
    if pick < 0.75:
        name = dice.choice((".zero", ".skip", ".space"))
        return f"{name} {dice.choice(('8', '16', '0x20', '4*8', '0', '1'))}" + dice.choice(
            ("", "", ", 0", ",0x90", ", 0xcc")
        )
    if pick < 0.82:
        return (
            f".fill {dice.randrange(9)}{comma}{dice.choice((1, 2, 4, 8))}{comma}{dice.choice(('0', '0x90', '1', '-1'))}"
        )
    if pick < 0.92:
        items = [_float(dice) for _ in range(dice.choice((1, 1, 2, 4)))]
        return f"{dice.choice(('.float', '.double', '.single'))} {comma.join(items)}"
    if pick < 0.97:
        value = dice.choice((dice.randrange(300), hex(dice.getrandbits(40)), -dice.randrange(300)))
        return f"{dice.choice(('.uleb128', '.sleb128'))} {value}"
    return f"{dice.choice(('.dc.b', '.dc.w', '.dc.l', '.ds.b', '.ds.w', '.dcb.b 2,', '.dc.a'))} {dice.randrange(128)}"


_REPEATING = (
    ".fill .zero .skip .space .dcb .dcb.b .dcb.w .dcb.l .dcb.s .dcb.d .ds .ds.b .ds.w .ds.l .ds.d .ds.x"
).split()
_OTHERS = (
    ".string8 .string16 .string32 .string64 .base64 .float .double .single .tfloat .float16 .bfloat16 .hfloat .uleb128"
    " .sleb128 .dc .dc.a .dc.b .dc.w .dc.l .dc.s .dc.d .dc.x .half .dword .xword .slong .llong"
).split()
_LARGE = re.compile(r"[0-9]{5}|0x[0-9a-fA-F]{5}|[<*~.]|e-?[0-9]|nan|inf")
_ODD_INTEGERS = ["", "", *"1+ (1 1) [1] 1U 2UL 1l 08 0x 0b11 1/0 1==1 3!=4".split(), "1 2"]
_ODD_NAMES = "%rax rax $5 $sym sym-other -sym sym*2 . .-. a@b <65> <5 1f".split()
_ODD_WORDS = [*r"'a '\n' '\\' nan inf -inf 1e400 1e-400 0f1.5 0x1p3 1e +1".split(), "- 1"]
_PIECES: list[Maker] = [
    _number,
    _number,
    _number,
    lambda dice: _text(dice, 0.5),
    lambda dice: _text(dice, 0.2),
    _float,
    lambda dice: str(dice.getrandbits(dice.choice((7, 9, 17, 33, 65, 130)))),
    lambda dice: "-" + hex(dice.getrandbits(dice.choice((7, 9, 17, 33, 63)))),
    lambda dice: dice.choice(_ODD_INTEGERS),
    lambda dice: dice.choice(_ODD_NAMES),
    lambda dice: dice.choice(_ODD_WORDS),
    lambda dice: '"' + "".join(dice.choice("ABCDwxyz0189+/=") for _ in range(dice.randrange(10))) + '"',
]


def noise(dice: random.Random) -> str:
    """Pieces of data statements put together at random."""
    directive = dice.choice(dice.choice((_INTEGERS, _STRINGS, _OTHERS, _REPEATING)))
    pieces = [dice.choice(_PIECES)(dice) for _ in range(dice.choice((0, 1, 1, 2, 2, 3, 4)))]
    if directive in (*_STRINGS, ".string16", ".string8") and dice.random() < 0.6:
        pieces = [_text(dice, 0.4) for _ in pieces]
    if directive in _REPEATING:
        pieces[:1] = [piece if not _LARGE.search(piece) else str(dice.randrange(40)) for piece in pieces[:1]]
    separators = dice.choices((",", ", ", " , ", " ", ""), (5, 3, 1, 2, 1), k=len(pieces))
    return f"{directive} " + "".join(piece + mark for piece, mark in zip(pieces, [*separators[1:], ""], strict=False))


CLASSES: dict[str, Maker] = {"tame": tame, "noise": noise}


# --- the comparison ---


def disagreements(
    assembler: Assembler, statements: list[str], profile: Profile, folder: Path, counts: Counter[str]
) -> Iterator[tuple[str, str]]:
    """The statements that engine and assembler read differently, with what is wrong; `counts` takes the verdicts."""
    readings = [(statement, engine(statement, profile)) for statement in statements]
    asked = [(statement, reading) for statement, reading in readings if reading is not None]
    for (statement, reading), seen in zip(asked, ask(assembler, [each for each, _ in asked], folder), strict=True):
        found, sure = verdict(reading, seen), seen
        if found not in ("agrees", "undetermined"):
            sure = ask(assembler, [statement], folder)[0]
            found = verdict(reading, sure)
        side = "rejected" if sure.content is None else "accepted"
        if found in ("agrees", "undetermined"):
            counts[f"{side} {found}"] += 1
        else:
            counts[f"{side} wrong"] += 1
            yield statement, found


def main() -> int:
    """The command line; the status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--arch", default="x86_64")
    parser.add_argument("--assembler", action="append", default=[])
    parser.add_argument("--class", dest="classes", action="append", choices=CLASSES)
    parser.add_argument("--show", type=int, default=10, help="how many disagreements to print per assembler")
    options = parser.parse_args()
    status = 0
    with tempfile.TemporaryDirectory(prefix="gasmacro-data-") as scratch:
        for name in options.classes or list(CLASSES):
            dice = random.Random(f"{name} {options.seed}")
            statements = list(dict.fromkeys(CLASSES[name](dice) for _ in range(options.cases)))
            for assembler in assemblers(options.arch).values():
                if options.assembler and assembler.name not in options.assembler:
                    continue
                profile = ranges.profile(assembler.family, assembler.release, options.arch)
                counts: Counter[str] = Counter()
                wrong = list(disagreements(assembler, statements, profile, Path(scratch), counts))
                print(name, options.arch, assembler.name, dict(sorted(counts.items())), flush=True)
                for statement, why in wrong[: options.show]:
                    print(f"    {statement!r}: {why}")
                status |= bool(wrong)
    return status


if __name__ == "__main__":
    sys.exit(main())
