"""`.section x, "a", @progbits` to `.section x, "a", %progbits`, `#alloc` to `"a"`: flags and types that all take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.engine.events import Origin

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
    begun = site.known("flags of sections", _flags).get(name.strip('"'))
    if flags and begun and begun != flags[0]:
        yield Spelling(f"{head}{name}{comma}{begun}{operands[flags.end() :]}")


def _flags(statements: Iterator[tuple[str, Origin]]) -> dict[str, str]:
    """The flags with which sections are named first, by the section's name."""
    found: dict[str, str] = {}
    for text, _ in statements:
        section = _SECTION.fullmatch(text.strip()) if "section" in text else None
        if section and (flags := re.match(r'"[^"]*"', section[4])):
            found.setdefault(section[2].strip('"'), flags[0])
    return found
