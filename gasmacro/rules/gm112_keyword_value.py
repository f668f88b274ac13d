r"""The value of a keyword actual

What happens
------------
What follows `name=` is cut as any actual is: GNU as ends it at blanks beside operators on x86 and at commas inside
parentheses, and glues what follows a closing bracket. LLVM's assembler reads on.

Why
---
GNU as rejects a positional rest behind a keyword, or takes two actuals for one.

Bad
---
    .macro put a, b=1
     .byte \a, \b
    .endm
     put a=2 - 1

Good
----
    .macro put a, b=1
     .byte \a, \b
    .endm
     put a=2-1

Fix
---
Quotes around the value, or no blanks in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_WITH_KEYWORD = re.compile(r'(?<![^\s,])([\w.$]+[ \t]*=)[ \t]*([^\s,"=][^,"]*?)(?=[ \t]*(?:,|[\w.$]+[ \t]*=|\Z))')
_APART = re.compile(r"=[^,]*[ \t][-+*/][ \t]")
_NO_BLANKS = re.compile(r"[ \t]*([-+*/])[ \t]*")


class KeywordValue(SplittingRule):
    """GM112."""

    code = "GM112"
    name = "keyword-value"
    order = 49
    message = "the value of a keyword actual: assemblers end it at different places"
    advice = "put quotes around the value, or write no blanks in it"

    def spellings(self, operands: str) -> Iterator[str]:
        """Without blanks, or in quotes, with commas between the actuals."""
        if not _WITH_KEYWORD.search(operands) or not _APART.search(operands):
            return
        lead = operands[: len(operands) - len(operands.lstrip())]
        yield lead + _NO_BLANKS.sub(r"\1", operands.lstrip())
        quoted = _WITH_KEYWORD.sub(r'\1"\2"', operands)
        yield quoted
        yield re.sub(r'"[ \t]+(?=[\w.$]+[ \t]*=)', '", ', quoted)
