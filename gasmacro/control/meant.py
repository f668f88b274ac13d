"""What someone may have meant by a word that is none: the closest known one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def meant(text: str, known: Iterable[str]) -> str:
    """`: did you mean ...?` for a text close to a known one, else ""."""
    from difflib import get_close_matches

    names = {name.lower(): name for name in known}
    close = get_close_matches(text.lower().replace("_", "-"), names, n=1, cutoff=0.6)
    return f": did you mean {names[close[0]]!r}?" if close else ""
