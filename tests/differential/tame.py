"""Class (a), tame invocations: what kernel, codec and crypto sources write after a macro's name.

In: a random generator and an architecture.  Out: an `Invocation`.  Rule: docs/fuzzing.md, "Tame invocations".  No
`\\@`, no text that a quoted string can't hold, nothing that reaches beyond its line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.differential.shapes import SHAPES, Shape
from tests.differential.spellings import SPELLINGS, Spelling

_SYMBOLS = (
    "foo", "main", ".Lloop", ".Lskip_4x", "PT_REGS_SIZE", "sym_end", "_start", "INC", "a", "b", "K256", "rounds", "x86",
    "xor", "CFG.opt", "n", "do_irq", "arg1", "dst",
)  # fmt: skip
_NUMBERS = ("0", "1", "2", "4", "8", "16", "15", "64", "255", "3")
_BINARY = ("+", "+", "-", "-", "*", "/", "<<", ">>", "|", "&", "^", "%")
_RELATIONS = ("==", "!=", "<", ">", "<=", ">=", "&&", "||")
_WORDS = (
    "foo",
    "bar baz",
    "a,b",
    "rep; nop",
    "",
    "r",
    "x = 1",
    "%d items",
    "(a",
    "lock ",
    "a  b",
    "%rax, 8(%rsp)",
)
_SEPARATORS = (", ", ", ", ", ", ", ", ",", ",", " ", " ", " ", " , ", " ,", "\t", ",\t", "  ")
_SHAPES = tuple(SHAPES.values())
_WEIGHTS = tuple(
    3.0 if shape.name in ("put4", "put4c", "put3", "putdef", "putvar", "put6") else 1.0 for shape in _SHAPES
)


@dataclass(frozen=True, slots=True)
class Invocation:
    """A macro's `shape` and the `text` after its name, the blank between included."""

    shape: Shape
    text: str

    @property
    def statement(self) -> str:
        """The line as a source has it."""
        return self.shape.name + self.text


def expression(rng: Random, depth: int = 0) -> str:
    """An expression over numbers and symbols, blanks around its operators or not, or on one side."""
    shape = rng.random()
    if depth > 1 or shape < 0.3:
        return rng.choice(_NUMBERS if rng.random() < 0.6 else _SYMBOLS)
    if shape < 0.45:
        return f"({expression(rng, depth + 1)})"
    if shape < 0.55:
        return rng.choice("-~-") + rng.choice(("", "", "", " ")) + expression(rng, depth + 1)
    operator = rng.choice(_RELATIONS) if rng.random() < 0.06 else rng.choice(_BINARY)
    left, right = rng.choice((("", ""), ("", ""), ("", ""), (" ", " "), (" ", " "), (" ", ""), ("", " ")))
    return expression(rng, depth + 1) + left + operator + right + expression(rng, depth + 1)


def _filled(rng: Random, spelling: Spelling, pattern: str) -> str:
    """The pattern with each of its letters drawn anew."""
    text = pattern.replace("{{", "\1").replace("}}", "\2")
    makers: dict[str, Callable[[], str]] = {
        "{r}": lambda: rng.choice(spelling.registers),
        "{v}": lambda: rng.choice(spelling.vectors),
        "{n}": lambda: rng.choice(_NUMBERS),
        "{s}": lambda: rng.choice(_SYMBOLS),
        "{e}": lambda: expression(rng, 1),
    }
    for mark, make in makers.items():
        while mark in text:
            text = text.replace(mark, make(), 1)
    return text.replace("\1", "{").replace("\2", "}")


def actual(rng: Random, arch: str) -> str:
    """One actual as somebody would write it."""
    spelling = SPELLINGS[arch]
    kind = rng.random()
    if kind < 0.43:
        return _filled(rng, spelling, rng.choice(spelling.plain))
    if kind < 0.57:
        return _filled(rng, spelling, rng.choice(spelling.loose))
    if kind < 0.66:
        return rng.choice(
            _NUMBERS if rng.random() < 0.5 else ("-1", "-8", "0x10", "1f", "2b", "0b101", "1024", "'a'", "-0x4")
        )
    if kind < 0.80:
        return rng.choice(_SYMBOLS)
    if kind < 0.91:
        return expression(rng)
    if kind < 0.97:
        return f'"{rng.choice(_WORDS)}"'
    return ""


def _joined(rng: Random, parts: list[str]) -> str:
    """The actuals with one way of separating them, or each with its own."""
    steady = rng.choice(_SEPARATORS) if rng.random() < 0.7 else None
    text = parts[0] if parts else ""
    for part in parts[1:]:
        text += (steady or rng.choice(_SEPARATORS)) + part
    return text


def tame(rng: Random, arch: str) -> Invocation:
    """One tame invocation."""
    shape = rng.choices(_SHAPES, _WEIGHTS)[0]
    count = rng.randint(shape.least, shape.most)
    if rng.random() < 0.04:
        count += 1
    parts = [actual(rng, arch) for _ in range(count)]
    if shape.keywords and parts and rng.random() < 0.15:
        equals = rng.choice(("=", "=", "=", " = ", "= ", " ="))
        names = rng.sample(shape.keywords, k=min(len(shape.keywords), rng.randint(1, len(parts))))
        parts = parts[: max(0, len(parts) - len(names))] + [f"{name}{equals}{actual(rng, arch)}" for name in names]
        parts = [part for index, part in enumerate(parts) if index < count]
    text = _joined(rng, parts)
    ending = rng.random()
    if ending < 0.04:
        text += " " + SPELLINGS[arch].comment
    elif ending < 0.055:
        text += rng.choice((" /* note */", " ", ",", "\t", "  # x", " // x", "/* x */"))
    return Invocation(shape, f"{rng.choice((' ', ' ', ' ', chr(9), '  '))}{text}" if text else "")
