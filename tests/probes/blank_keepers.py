"""Ask installed GNU assemblers beside which characters their first scrub keeps a run of blanks.

    python -m tests.probes.blank_keepers [NAME-PART...]

In: the assemblers in `$GASMACRO_ASSEMBLERS/bin` (default `~/.cache/gasmacro/assemblers/bin`), `[ARCH-]gas-RELEASE`.
Out: for each, the characters that keep a blank before them (`after`: blank, then character) and behind them (`before`:
character, then blank), and every pair that those two sets do not explain.  Rule: a macro with a `:vararg` formal prints
its actuals inside a string, which a second scrub leaves alone, so that the object shows what the first one kept.

Each pair is asked in three places of a statement: behind a symbol, as the first thing of the operands, behind a comma.
A closing quote can't be read inside a string: `.ifc` compares the text with a blank to the text without.
"""

from __future__ import annotations

import os
import string
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

PUNCTUATION = string.punctuation
CHARACTERS = "a1" + PUNCTUATION
PLACES = {"symbol": "p,a{x} {y}b", "first": "{x} {y}b", "comma": "a,{x} {y}b"}
SHOW = '.macro m r:vararg\n.data\n.ascii "<\\r>"\n.endm\n'


def assemblers(parts: list[str]) -> dict[str, list[str]]:
    """Name to command of every installed GNU assembler whose name holds one of `parts` (all without any)."""
    root = Path(os.environ.get("GASMACRO_ASSEMBLERS", Path.home() / ".cache/gasmacro/assemblers"))
    found = {}
    for program in sorted((root / "bin").glob("*gas-*")):
        found[program.name] = [str(program)]
        if program.name.startswith("gas-"):
            found[f"i386-{program.name}"] = [str(program), "--32"]
    return {name: command for name, command in found.items() if not parts or any(part in name for part in parts)}


def data_section(elf: bytes) -> bytes:
    """The contents of `.data`, of an ELF object of either width and order."""
    wide, order = elf[4] == 2, "<" if elf[5] == 1 else ">"
    (offset,) = struct.unpack_from(order + ("Q" if wide else "I"), elf, 40 if wide else 32)
    size, count, names = struct.unpack_from(order + "HHH", elf, 58 if wide else 46)
    layout = order + ("IIQQQQ" if wide else "IIIIII")
    headers = [struct.unpack_from(layout, elf, offset + i * size) for i in range(count)]
    for name, _kind, _flags, _address, start, length in headers:
        begin = headers[names][4] + name
        if elf[begin : elf.index(b"\0", begin)] == b".data":
            return elf[start : start + length]
    return b""


def shown(command: list[str], source: bytes) -> list[bytes] | None:
    """The texts between `<` and `>` at the starts of `.data`'s pieces, or None where the source is rejected."""
    with tempfile.TemporaryDirectory() as scratch:
        path, target = Path(scratch, "a.s"), Path(scratch, "a.o")
        path.write_bytes(source)
        done = subprocess.run([*command, str(path), "-o", str(target)], capture_output=True, check=False, timeout=20)
        if done.returncode:
            return None
        return data_section(target.read_bytes()).split(b"\1")[:-1]


def ask(command: list[str], statements: list[str]) -> dict[str, str | None]:
    """Statement to what it shows; None where it is rejected or shows nothing. A batch first, then ever smaller ones."""
    source = SHOW + "".join(f"{statement}\n.data\n.byte 1\n" for statement in statements)
    pieces = shown(command, source.encode("latin-1"))
    if pieces is not None and len(pieces) == len(statements):
        return {each: piece.decode("latin-1") or None for each, piece in zip(statements, pieces, strict=True)}
    if len(statements) == 1:
        return {statements[0]: None}
    half = len(statements) // 2
    return {**ask(command, statements[:half]), **ask(command, statements[half:])}


def statement(place: str, x: str, y: str) -> str:
    """What shows `< ` or `<>` text for the blank between `x` and `y`."""
    if '"' not in (x, y):
        return f"m {PLACES[place].format(x=x, y=y)}"
    left, right = '"q"' if x == '"' else x, '"b"' if y == '"' else f"{y}b"
    ahead = "a" if place == "symbol" else ""
    return f'.ifc {ahead}{left} {right},{ahead}{left}{right}\n.data\n.ascii "<b>"\n.else\n.data\n.ascii "< b>"\n.endif'


def verdicts(command: list[str], place: str) -> dict[tuple[str, str], bool | None]:
    """(x, y) to whether the blank between them is kept in that place; None where it can't be read."""
    result: dict[tuple[str, str], bool | None] = {}
    for x in CHARACTERS:
        texts = {y: statement(place, x, y) for y in CHARACTERS if not ("," in (x, y) and '"' in (x, y))}
        answers = ask(command, list(texts.values()))
        for y, text in texts.items():
            answer = answers[text]
            # Where a comment or a separator took the second character away there is nothing to read.
            readable = answer is not None and answer.endswith(("b>", "98>", "\b>"))
            result[x, y] = " " in answer if readable and answer is not None else None
    return result


def report(name: str, command: list[str]) -> None:
    """Print both sets of one assembler and the pairs that they do not explain."""
    print(f"== {name}")
    for place in PLACES:
        answers = verdicts(command, place)
        after = {y for y in CHARACTERS if answers.get(("a", y))}
        before = {x for x in CHARACTERS if answers.get((x, "a"))}
        odd = [
            f"{x} {y}:{'kept' if kept else 'dropped'}"
            for (x, y), kept in answers.items()
            if kept is not None and kept != (x in before and y in after)
        ]
        unread = [f"{x} {y}" for (x, y), kept in answers.items() if kept is None and "a" in (x, y)]
        print(f"  {place:7} before {''.join(sorted(before))!r:24} after {''.join(sorted(after))!r:24} unread {unread}")
        if odd:
            print(f"          odd {odd}")


if __name__ == "__main__":
    for each, program in assemblers(sys.argv[1:]).items():
        report(each, program)
