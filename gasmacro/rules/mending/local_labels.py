r"""`LOCAL x` and `x:` to `.Lx\@:`: GNU as makes names for the local labels of `.altmacro`, LLVM does not.

Both number the calls of macros by `\@`, and neither puts names that begin with `.L` into the object.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCAL = re.compile(r"local[ \t]+([\w.$]+(?:[ \t]*,[ \t]*[\w.$]+)*)", re.IGNORECASE)


def propose(site: Site) -> Iterator[Spelling]:
    """Labels with the number of the call in all statements of the macro, and no `LOCAL`."""
    found = _LOCAL.fullmatch(site.text)
    if found is None or not site.around:
        return
    names = re.split(r"[ \t]*,[ \t]*", found[1])
    word = re.compile(rf"(?<![\w.$\\@])(?:{'|'.join(map(re.escape, names))})(?![\w.$])")
    others = [(origin, word.sub(lambda name: f".L{name[0]}\\@", origin.text)) for origin in site.around]
    yield Spelling("", others=tuple(each for each in others if each[1] != each[0].text))
