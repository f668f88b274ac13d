r"""Quotes inside an actual, or strings that touch

What happens
------------
GNU as takes the quotes off an actual that starts with one, and ends it at the closing quote whatever follows. LLVM's
assembler takes the quotes off every string of an actual and joins them with their neighbours.

Why
---
`m "a"b` passes two actuals under GNU as and `ab` under LLVM; `m a"b"` keeps its quotes under GNU as only.

Bad
---
    .macro tell a, b=none
     .ascii "<\a|\b>"
    .endm
     tell "a"b

Good
----
    .macro tell a, b=none
     .ascii "<\a|\b>"
    .endm
     tell "ab"

Fix
---
Quotes around whole actuals only, and a comma between them.

Reports
-------
https://git.libre-soc.org/?a=commit&h=b3446f947bd16a0e2a211343d076c36e4de68a2c&p=binutils-gdb.git
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRING = r'"(?:[^"\\]|\\.)*"'
_TOUCHING = re.compile(rf"({_STRING})[ \t]*(?=[^\s,])")
_INSIDE = re.compile(rf'([^\s,"=][^\s,"]*){_STRING}|{_STRING}[^\s,]+')
_ANY = re.compile(_STRING)


class QuotesInActual(SplittingRule):
    """GM107."""

    code = "GM107"
    name = "quotes-in-actual"
    message = "quotes inside an actual: assemblers disagree which of them are part of it and where it ends"
    advice = "put quotes around whole actuals only, with commas between them"

    def spellings(self, operands: str) -> Iterator[str]:
        """A comma behind each string, one string for what touches, or no quotes."""
        if re.search(r'(?<![^\s,=])""(?![^\s,])', operands):
            return
        yield _TOUCHING.sub(r"\1, ", operands)
        yield _INSIDE.sub(lambda found: '"' + found[0].replace('"', "") + '"', operands)
        yield _ANY.sub(lambda found: found[0][1:-1], operands)
