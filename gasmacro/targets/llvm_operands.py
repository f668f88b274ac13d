"""What LLVM's integrated assembler makes of operands that the macro layer put together: rows for single statements."""

from __future__ import annotations

from gasmacro.targets.schema import Row

_DOLLAR = ("x86_64", "i386")

_SMALL = frozenset(
    "." + name
    for name in (
        "arch att_syntax bss code32 code64 data hidden ident intel_syntax internal local nops popsection previous"
        " protected pushsection rodata section size subsection symver tbss text type version weak weakref"
    ).split()
)

ROWS: tuple[Row, ...] = (
    # What a second immediate prefix makes with what follows it: a symbol, where this pattern matches; else the operand
    # is rejected. Since 11 a number behind it is part of a name as well.
    Row("symbol_behind_prefix", r"(?!)", fixtures=("doubled-immediate",)),
    Row("symbol_behind_prefix", r"\$[A-Za-z_.][\w.$@]*", arches=_DOLLAR, fixtures=("doubled-immediate",)),
    Row(
        "symbol_behind_prefix",
        r"\$(?:[A-Za-z_.][\w.$@]*|0[xX][0-9a-fA-F]+|\d+)",
        since="11",
        arches=_DOLLAR,
        fixtures=("doubled-immediate",),
    ),
    # Whether `known_directives` lists all that the architecture has.
    Row("directives_are_listed", False, fixtures=("dir-036",)),
    Row("directives_are_listed", True, arches=("x86_64",), fixtures=("dir-036",)),
    # Directives known in small letters only: those of the object format and of the architecture.
    Row(
        "directives_in_small", _SMALL, fixtures=("case-007", "case-008", "case-009", "case-012", "case-013", "case-018")
    ),
    # The character behind a directive's name is passed over, a quote as well.
    Row("passes_glued_quote", False, fixtures=("lex-077",)),
    # Which numbers registers are where a value stands.
    Row("register_values", "", fixtures=("expr-107",)),
    # Whether an instruction may have nothing between its commas.
    Row("operands_may_be_empty", False, fixtures=("more-020",)),
    # Directives that are rejected without an operand; where `.align` counts in powers of two, it is passed over.
    Row("needs_operand", frozenset((".balign",)), fixtures=("arch-582",)),
    Row(
        "needs_operand", frozenset((".align", ".balign")), arches=(*_DOLLAR, "s390x"), fixtures=("dir-059", "arch-583")
    ),
)
