"""`.ENDM` to `.endm`, `.rep` to `.rept`: a directive that all assemblers know by one spelling only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMON = {".rep": ".rept", ".irep": ".irp", ".irepc": ".irpc", ".endmacro": ".endm"}
_DIRECTIVE = re.compile(r"(?:[\w.$]+:[ \t]*)*(\.\w+)(?![\w.$])")


def propose(site: Site) -> Iterator[Spelling]:
    """In small letters, by its common name."""
    found = _DIRECTIVE.match(site.text)
    if found is None:
        return
    small = found[1].lower()
    for name in (small, _COMMON.get(small, small)):
        if name != found[1]:
            yield Spelling(site.text[: found.start(1)] + name + site.text[found.end(1) :])
