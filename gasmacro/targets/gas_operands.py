"""What GNU as makes of operands that the macro layer put together: rows for single statements."""

from __future__ import annotations

from gasmacro.targets.schema import Row

_DOLLAR = ("x86_64", "i386")

ROWS: tuple[Row, ...] = (
    # What a second immediate prefix makes with what follows it: a symbol, where this pattern matches; else the operand
    # is rejected. The prefix is a symbol character, alone as well.
    Row("symbol_behind_prefix", r"(?!)", fixtures=("doubled-immediate",)),
    Row("symbol_behind_prefix", r"\$[\w.$]*", arches=_DOLLAR, fixtures=("doubled-immediate",)),
    # Whether `known_directives` lists all that the architecture has.
    Row("directives_are_listed", False, fixtures=("dir-036",)),
    Row("directives_are_listed", True, arches=("x86_64",), fixtures=("dir-036",)),
    # Directives known in small letters only.
    Row("directives_in_small", frozenset(), fixtures=("case-007", "case-035")),
    # The character behind a directive's name is passed over, a quote as well.
    Row("passes_glued_quote", True, fixtures=("lex-077",)),
    # Which numbers registers are where a value stands: the same word for the same numbers.
    Row("register_values", "", fixtures=("expr-107",)),
    Row("register_values", "as in 2.35", arches=_DOLLAR, fixtures=("expr-107",)),
    Row("register_values", "as in 2.40", since="2.40", arches=_DOLLAR, fixtures=("expr-107",)),
    Row("register_values", "as in 2.44", since="2.44", arches=_DOLLAR, fixtures=("expr-107",)),
    # Whether an instruction may have nothing between its commas.
    Row("operands_may_be_empty", False, fixtures=("more-020",)),
    Row("operands_may_be_empty", True, arches=("powerpc64le", "loongarch64"), fixtures=("empty-operand-powerpc64le",)),
    # Directives that are rejected without an operand.
    Row("needs_operand", frozenset(), fixtures=("dir-059",)),
)
