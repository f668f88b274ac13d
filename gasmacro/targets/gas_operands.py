"""What GNU as makes of operands that the macro layer put together: rows for single statements."""

from __future__ import annotations

from gasmacro.targets.schema import Row

_DOLLAR = ("x86_64", "i386")
_HASH = ("aarch64", "arm")

ROWS: tuple[Row, ...] = (
    # What begins an immediate operand ("" where nothing does).
    Row("immediate_prefix", ""),
    Row("immediate_prefix", "$", arches=_DOLLAR, fixtures=("doubled-immediate",)),
    Row("immediate_prefix", "#", arches=_HASH, fixtures=("doubled-immediate-hash",)),
    # What a second prefix makes with what follows it: a symbol, where this pattern matches; else the operand is rejected.
    # The prefix is a symbol character, alone as well.
    Row("symbol_behind_prefix", r"(?!)"),
    Row("symbol_behind_prefix", r"\$[\w.$]*", arches=_DOLLAR, fixtures=("doubled-immediate",)),
)
