r"""A blank before a bracket or sigil begins an actual under LLVM, and under GNU as on some architectures

What happens
------------
GNU as keeps a blank only beside characters that it takes for part of a symbol. Before `#`, `(`, `[`, `{`, `%`, `@` or
`:` it drops the blank on most architectures, which glues two actuals; LLVM's assembler begins a new actual there
everywhere.

Why
---
`m x0, x1, lsl #2` passes three actuals under GNU as for aarch64 and four under LLVM.

Bad
---
    .macro pair a, b=0
     .ascii "<\a|\b>"
    .endm
     pair x {y}

Good
----
    .macro pair a, b=0
     .ascii "<\a|\b>"
    .endm
     pair x, {y}

Fix
---
A comma between actuals, or quotes around one that holds a blank.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/939
https://sourceware.org/bugzilla/show_bug.cgi?id=25750
https://github.com/pq-crystals/dilithium/pull/10
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule, outside_strings

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE_SIGIL = re.compile(r"(?<=[^\s,=])[ \t]+(?=[#%@:(\[{$])")
_BESIDE_SIGIL = re.compile(r"(?<=[^\s,=])[ \t]+(?=[#%@])|(?<=[#%@])[ \t]+(?=[^\s,])")
_SHIFT = re.compile(r"(?<![^\s,])([a-z]+[ \t]+#[^\s,]+)")


class BlankBeforeSigil(SplittingRule):
    """GM104."""

    code = "GM104"
    name = "blank-before-sigil"
    message = "a blank before a bracket or sigil: assemblers disagree whether an actual begins there"
    advice = "put a comma between the actuals, or quotes around one that holds a blank"

    def spellings(self, operands: str) -> Iterator[str]:
        """Quotes around a shift, a comma or nothing in place of the blank."""
        yield _SHIFT.sub(r'"\1"', operands)
        yield outside_strings(operands, _BEFORE_SIGIL, ", ")
        lead = operands[: len(operands) - len(operands.lstrip())]
        yield lead + outside_strings(operands.lstrip(), _BEFORE_SIGIL, "")
        yield lead + outside_strings(operands.lstrip(), _BESIDE_SIGIL, "")
        yield lead + outside_strings(operands.lstrip(), _BESIDE_SIGIL, ", ")
