"""What LLVM's integrated assembler makes of operands that the macro layer put together: rows for single statements."""

from __future__ import annotations

from gasmacro.targets.schema import Row

_DOLLAR = ("x86_64", "i386")

ROWS: tuple[Row, ...] = (
    # What a second prefix makes with what follows it: a symbol, where this pattern matches; else the operand is rejected.
    # Since 11 a number behind it is part of a name as well.
    Row("symbol_behind_prefix", r"(?!)"),
    Row("symbol_behind_prefix", r"\$[A-Za-z_.][\w.$@]*", arches=_DOLLAR, fixtures=("doubled-immediate",)),
    Row(
        "symbol_behind_prefix",
        r"\$(?:[A-Za-z_.][\w.$@]*|0[xX][0-9a-fA-F]+|\d+)",
        since="11",
        arches=_DOLLAR,
        fixtures=("doubled-immediate",),
    ),
    # Whether `known_directives` lists all that the architecture has.
    Row("directives_are_listed", False),
    Row("directives_are_listed", True, arches=("x86_64",), fixtures=("dir-036",)),
)
