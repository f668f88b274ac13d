"""`.irp x 1 2` to `.irp x, 1, 2`: a comma behind the variable and between the values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = re.compile(
    r"((?:[\w.$]+:[ \t]*)*\.(?:irpc?|irepc?)[ \t]+)([\w.$]+)[ \t]*(,?)[ \t]*(.*)", re.IGNORECASE | re.DOTALL
)
_BETWEEN = re.compile(r"(?<=[^\s,])[ \t]+(?=[^\s,])")


def propose(site: Site) -> Iterator[Spelling]:
    """Commas; for no value, the empty string that stands for one."""
    found = _HEAD.match(site.text)
    if found is None:
        return
    head, name, comma, values = found.groups()
    if not values:
        yield Spelling(f'{head}{name}, ""')
        return
    each = "c" in head.rsplit(".", 1)[1]
    variants = [f'"{values}"', values.replace(" ", "")] if each else [values, _BETWEEN.sub(", ", values), f'"{values}"']
    for text in variants:
        if text != values or not comma:
            yield Spelling(f"{head}{name}, {text}")
