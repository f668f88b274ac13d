"""`"a" "b"` to `"a", "b"`, `"it\\'s"` to `"it's"`: strings that all assemblers read alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_PAIR = re.compile(r'("(?:[^"\\]|\\.)+)"[ \t]*"((?:[^"\\]|\\.)+")')
_TOUCHING = re.compile(r'("(?:[^"\\]|\\.)*")[ \t]*(?=")')


def propose(site: Site) -> Iterator[Spelling]:
    """No backslash before an apostrophe; a comma between strings, or one string of both."""
    plain = _STRING.sub(lambda found: found[0].replace("\\'", "'"), site.text)
    parted = _TOUCHING.sub(r"\1, ", site.text)
    joined = _PAIR.sub(r"\1\2", site.text)
    yield from (Spelling(text) for text in (plain, parted, joined) if text != site.text)
