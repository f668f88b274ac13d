"""`.base64 "QUJD"` to `.ascii "ABC"`: bytes that every release knows how to spell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENCODED = re.compile(r"((?:[\w.$]+:[ \t]*)*)\.base64([ \t]+)((?:\"[A-Za-z0-9+/=]*\"[ \t]*,?[ \t]*)+)", re.IGNORECASE)
_PRINTABLE = re.compile(rb"[ -!#-\[\]-~]*")


def propose(site: Site) -> Iterator[Spelling]:
    """As a string where all of it can be printed, else as numbers."""
    found = _ENCODED.fullmatch(site.text)
    if found is None:
        return
    import base64
    import binascii

    try:
        data = b"".join(base64.b64decode(part, validate=True) for part in re.findall(r'"([^"]*)"', found[3]))
    except binascii.Error:
        return
    if data and _PRINTABLE.fullmatch(data):
        yield Spelling(f'{found[1]}.ascii{found[2]}"{data.decode("ascii")}"')
    elif data:
        yield Spelling(f"{found[1]}.byte{found[2]}{', '.join(f'0x{each:02x}' for each in data)}")
