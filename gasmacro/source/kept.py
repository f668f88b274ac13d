"""C preprocessor lines carried through an expansion as they are written.

In: the text of a source, later its expansion.  Out: the text with a stand-in for each directive, and the expansion with
the directives in their place again.  Rule: a stand-in is a statement that no assembler knows, so it stays wherever the
statements around it stay; the lines of a directive that runs on come back together.
"""

from __future__ import annotations

import re

from gasmacro.model import Expansion, LazySequence, Statement
from gasmacro.source.cpp.inclusion import layout
from gasmacro.source.cpp.layout import Directive

_STAND_IN = re.compile(r"^[ \t]*\.gasmacro\.kept[ \t]+(\d+)[ \t]*$", re.MULTILINE)


def hidden(text: str, filename: str) -> tuple[str, list[str]]:
    """The text with stand-ins, as many lines as before, and what each of them stands for."""
    found = layout(filename, text)
    lines = text.split("\n")
    originals: list[str] = []
    for node in found.nodes:
        if isinstance(node, Directive):
            first, last = found.unit.line(node.start) - 1, found.unit.line(node.end) - 1
            originals.append("\n".join(lines[first : last + 1]).rstrip("\r"))
            lines[first : last + 1] = [f".gasmacro.kept {len(originals) - 1}", *[""] * (last - first)]
    return "\n".join(lines), originals


def shown(made: Expansion, originals: list[str]) -> Expansion:
    """The expansion with the directives where their stand-ins are."""

    def whole(text: str) -> str:
        return _STAND_IN.sub(lambda match: originals[int(match[1])], text)

    def statement(each: Statement) -> Statement:
        return Statement(whole(each.text), each.file, each.line, each.at, each.stack, each.conditional)

    statements = made.statements
    return Expansion(
        assembler=made.assembler,
        arch=made.arch,
        accepted=made.accepted,
        exact=made.exact,
        text=whole(made.text),
        statements=LazySequence(lambda: [statement(each) for each in statements]),
        diagnostics=made.diagnostics,
    )
