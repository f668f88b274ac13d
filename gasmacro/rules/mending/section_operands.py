"""`.section x, "a", @progbits` to `.section x, "a", %progbits`, `#alloc` to `"a"`: flags and types that all take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTION = re.compile(r"(\.(?:push)?section[ \t]+)(\"[^\"]*\"|[^,\s]+)([ \t]*,[ \t]*)(.*)", re.IGNORECASE)
_FLAGS = {"#alloc": "a", "#write": "w", "#execinstr": "x", "#tls": "T"}
_TYPE = re.compile(r"@(?=[a-z_]+)")


def propose(site: Site) -> Iterator[Spelling]:
    """The type with `%`; flags as a string; the flags that the section was begun with."""
    found = _SECTION.fullmatch(site.text)
    if found is None:
        return
    head, name, comma, operands = found.groups()
    if _TYPE.search(operands):
        yield Spelling(f"{head}{name}{comma}{_TYPE.sub('%', operands)}")
    words = re.split(r"[ \t]*,[ \t]*", operands)
    if all(word in _FLAGS for word in words):
        yield Spelling(f'{head}{name}{comma}"{"".join(_FLAGS[word] for word in words)}"')
    flags = re.match(r'"[^"]*"', operands)
    for other in _begun(site, name.strip('"')):
        if flags and other != flags[0]:
            yield Spelling(f"{head}{name}{comma}{other}{operands[flags.end() :]}")


def _begun(site: Site, name: str) -> Iterator[str]:
    """The flags with which a section is named first."""
    for text, _ in site.source():
        found = _SECTION.fullmatch(text.strip())
        if found and found[2].strip('"') == name:
            if first := re.match(r'"[^"]*"', found[4]):
                yield first[0]
            return
