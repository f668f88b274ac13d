r"""Operands of inline assembler: what stands for `%0`, `%k[name]`, `%=`, `%%` and `{att|intel}` in a template.

In: the sections behind a template's colons, its runs of text.  Out: runs with the operands in place.  Rule: an operand
whose constraint wants a register is one, the same at each place; any other is an opaque word; `%=` is the block's own
number; of two dialects the first is taken, where the architecture has them.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gasmacro.source.cstrings import Run, Token

_OPERAND = re.compile(
    r"%(?:(?P<own>[%{|}])|(?P<unique>=)|(?P<modifier>[A-Za-z]?)(?:(?P<number>\d+)|\[(?P<name>\w+)\])|.?)"
)


OPAQUE = "opaque_"  # what the name begins with that stands for what nobody knows
NAMED = "operand_"  # and behind that, where it stands for `%[name]`


def as_written(word: str) -> str:
    """What an opaque name without its beginning stands for: `0` for `%0`, anything but an operand for itself."""
    if word.isdigit():
        return f"%{word}"
    return f"%[{word.removeprefix(NAMED)}]" if word.startswith(NAMED) else word


class Registers:
    """How operands look on an architecture: `names` of registers that stand for operands, by modifier ("" first), and
    whether `{a|b}` chooses between dialects."""

    __slots__ = ("dialects", "names")

    def __init__(self, names: Mapping[str, Sequence[str]], *, dialects: bool) -> None:
        self.names = names
        self.dialects = dialects


def operands(sections: Sequence[list[Token]], registers: Registers) -> dict[str, list[str] | None]:
    """Operands by number and name: the registers that may stand for one by modifier, None for what is none."""
    found: dict[str, list[str] | None] = {}
    number = 0
    for section in sections:
        level = 0
        name = constraint = ""
        before = ""
        for kind, word, _, _ in [*section, ("other", ",", 0, ())]:
            if kind == "other":
                level += (word in ("(", "{")) - (word in (")", "}"))
            if kind == "name" and before == "[" and not level:
                name = word
            elif kind == "string" and not level:
                constraint += word
            elif word == "," and not level and constraint:
                whole = _register(number, registers) if _REGISTER.search(constraint) else None
                found[str(number)] = whole
                if name:
                    found[name] = whole
                number += 1
                name = constraint = ""
            before = word
    return found


_REGISTER = re.compile(r'"[=+&%*]*[rqQlRabcdSD0-9][^"imngo]*"')


def _register(number: int, registers: Registers) -> list[str] | None:
    """The spellings of one register, as `modifier=name`."""
    found = [f"{modifier}={names[number % len(names)]}" for modifier, names in registers.names.items()]
    return found or None


def filled(
    given: Iterable[Run], operands: Mapping[str, list[str] | None], registers: Registers, number: int
) -> Iterator[Run]:
    """Runs with operands in place of `%0` and its kin, and the first of two dialects."""
    alternative = 0  # 1 in the first dialect's text, 2 in another's
    for run in given:
        if run.opaque:
            if alternative < 2:
                yield run
            continue
        for piece in _pieces(run, registers):
            text = piece.text
            if text in ("{", "|", "}") and not piece.exact and (text == "{" or alternative):
                alternative = _AFTER[text]
                continue
            if alternative == 2:
                continue
            if text[:1] == "%" and not piece.exact:
                found = _OPERAND.fullmatch(text)
                assert found is not None
                piece.text, piece.opaque = _operand(found, operands, number)
                piece.written = text
            yield piece


_AFTER = {"{": 1, "|": 2, "}": 0}


def _pieces(run: Run, registers: Registers) -> Iterator[Run]:
    """A run in pieces: plain text, operands, marks of dialects (the last two are not exact)."""
    pattern = _WITH_DIALECTS if registers.dialects else _OPERAND
    done = 0
    for found in pattern.finditer(run.text):
        if found.start() > done:
            yield _part(run, done, found.start(), exact=run.exact)
        yield _part(run, found.start(), found.end(), exact=False)
        done = found.end()
    if done < len(run.text):
        yield _part(run, done, len(run.text), exact=run.exact)


_WITH_DIALECTS = re.compile(rf"{_OPERAND.pattern}|[{{|}}]")


def _part(run: Run, start: int, end: int, *, exact: bool) -> Run:
    return type(run)(run.text[start:end], run.offset + start * run.exact, run.uses, exact=exact)


def _operand(found: re.Match[str], operands: Mapping[str, list[str] | None], number: int) -> tuple[str, bool]:
    """What stands for an operand, and whether nobody knows what it is."""
    if found["own"]:
        return found["own"], False
    if found["unique"]:
        return str(number), False
    key = found["number"] or found["name"]
    if key is None:
        return found[0], False
    spellings = dict(item.split("=", 1) for item in operands.get(key) or ())
    name = spellings.get(found["modifier"] or "")
    return (name, False) if name else (f"{OPAQUE}{key if found['number'] else NAMED + key}", True)
