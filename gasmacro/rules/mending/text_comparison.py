r""".if \a == word` to `.ifc \a, word`: text is compared by `.ifc`, and only some assemblers take it for symbols.

It is never safe: what GNU as took for symbols stands in its object's list of symbols.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import UNSAFE, Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIDE = r"[\w.$%\\@]+"
_COMPARED = re.compile(rf"(\.if)[ \t]*(\([ \t]*)?({_SIDE})[ \t]*(==|!=)[ \t]*({_SIDE})(?(2)[ \t]*\))[ \t]*\Z")


def propose(site: Site) -> Iterator[Spelling]:
    """The comparison of texts."""
    found = _COMPARED.match(site.text)
    if found and "\\" in found[0] and not any(side[0].isdigit() for side in (found[3], found[5])):
        directive = ".ifc" if found[4] == "==" else ".ifnc"
        yield Spelling(f"{directive} {found[3]}, {found[5]}", UNSAFE)
