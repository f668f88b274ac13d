"""Architectures: one file each, found by its name, holding what differs by architecture in each assembler family.

In: an architecture's name.  Out: its `Architecture`.  A new architecture (or another object format of a known one, by a
name of its own) is one new file in this folder with a module constant `ARCH`; nothing else names it.

Keys of `gas` and `clang`, each a behaviour that a profile has as an attribute:

| key | meaning |
| --- | --- |
| `line_comments` | strings that begin a comment anywhere, up to the end of the line |
| `line_start_comments` | strings that begin one only where a statement begins, a label before it aside |
| `separators` | characters that end a statement, besides newline |
| `immediate_prefix`, `register_prefix` | what stands before a number or a register as an operand, "" for nothing |
| `instruction_width` | bytes of every instruction, None where they vary or one statement can make several |
| `blank_before`, `blank_after` | `gas`: characters before and after which the scrub keeps a blank (both must hold) |
| `blank_beside` | `gas`: those of them that hold in every release |
| `identifier_start`, `identifier_inside` | `clang`: characters of a name beside letters, digits and `_` |
"""

from __future__ import annotations

from gasmacro.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gasmacro.targets.schema import Row

# What GNU as counts among a symbol's characters on every target (bytes above 127 too, which the scrub tests by itself).
_SYMBOL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$"


def blank_keepers(extra: str = "") -> frozenset[str]:
    """The characters beside which the scrub keeps a blank, given a target's characters beyond those of every symbol."""
    return frozenset(_SYMBOL + extra)


class Architecture:
    """What differs by architecture: `name`, `title`, LLVM's `triple`, the object format's `flavour`, fixed values per
    family (`gas`, `clang`), `gas_rows`, `clang_rows` for values that changed with a release, and `since`, the first
    release of a family that has it, where that is not the oldest modelled.  `spelled` is a pattern of what compilers
    call it and its kin, as a triple or after `-march=` begins; `narrow` the architecture that `-m32` makes of it.
    For assembler inside C: `operands`, names of registers as compilers print them, by modifier ("" for none), and
    `dialects`, whether `{a|b}` chooses one."""

    __slots__ = (
        "clang",
        "clang_rows",
        "dialects",
        "flavour",
        "gas",
        "gas_rows",
        "name",
        "narrow",
        "operands",
        "since",
        "spelled",
        "title",
        "triple",
    )

    def __init__(
        self,
        *,
        name: str,
        title: str,
        triple: str,
        spelled: str,
        gas: dict[str, Any],
        clang: dict[str, Any],
        gas_rows: tuple[Row, ...] = (),
        clang_rows: tuple[Row, ...] = (),
        since: dict[str, str] | None = None,
        narrow: str = "",
        flavour: str = "elf",
        operands: dict[str, tuple[str, ...]] | None = None,
        dialects: bool = False,
    ) -> None:
        self.name = name
        self.title = title
        self.triple = triple
        self.spelled = spelled
        self.narrow = narrow
        self.gas = gas
        self.clang = clang
        self.gas_rows = gas_rows
        self.clang_rows = clang_rows
        self.since = since or {}
        self.flavour = flavour
        self.operands = operands or {}
        self.dialects = dialects

    def values(self, family: str) -> dict[str, Any]:
        """The fixed values of a family ("gas" or "clang")."""
        if family == "gas":
            return {"blank_beside": self.gas.get("blank_before"), **self.gas}
        return self.clang

    def rows(self, family: str) -> tuple[Row, ...]:
        """The release-dependent rows of a family ("gas" or "clang")."""
        return self.gas_rows if family == "gas" else self.clang_rows


def names() -> tuple[str, ...]:
    """The names of all architectures, sorted. Lists the folder; imports none of them."""
    from pkgutil import iter_modules

    return tuple(sorted(module.name for module in iter_modules(__path__)))


def spelled(text: str) -> str:
    """The architecture that a compiler's word (a triple, a value of `-march=`) begins with; "" for none."""
    import re

    return next((name for name in names() if re.match(architecture(name).spelled, text, re.IGNORECASE)), "")


def architecture(name: str) -> Architecture:
    """The architecture of that name. Raises `UsageError` for a name that none has."""
    if name.isidentifier() and not name.startswith("_"):
        try:
            module = __import__(f"{__name__}.{name}", fromlist=("ARCH",))
        except ModuleNotFoundError as error:
            if error.name != f"{__name__}.{name}":
                raise
        else:
            found: Architecture = module.ARCH
            return found
    raise UsageError(f"unknown architecture {name!r}: choose one of {', '.join(names())}")
