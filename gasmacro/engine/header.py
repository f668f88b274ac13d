"""A macro's header in, its name and formals out, as the engine keeps them.

Rule: `syntax.headers` reads it; no two formals have one name, and a formal that must be given has no default.
"""

from __future__ import annotations

from gasmacro.engine.macros import Formal
from gasmacro.syntax.headers import HeaderError, read_characters, read_tokens
from gasmacro.syntax.split_characters import SplitError, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from gasmacro.targets.schema import Profile

__all__ = ["HeaderError", "read_header"]


def read_header(
    text: str, profile: Profile, altmacro: bool, label: str, number: Callable[[str], tuple[str, int]]
) -> tuple[str, tuple[Formal, ...]]:
    """The macro's name and formals. `label`: the name where a label gives it; `number`: the value of an expression
    and where it ends, which a default in altmacro mode may ask for. Raises `HeaderError`."""

    def cut(at: int) -> tuple[str, int]:
        if not (altmacro and text.startswith("%", at)):
            return value(text, at, altmacro)
        try:
            default, length = number(text[at + 1 :])
        except SplitError as error:
            raise HeaderError(str(error)) from None
        return default, at + 1 + length

    if profile.reads == "characters":
        name, formals = read_characters(text, label, cut)
    else:
        name, formals = read_tokens(text, profile)
    seen: set[str] = set()
    for formal, _, _ in formals:
        if formal in seen:
            raise HeaderError(f"a parameter named `{formal}' already exists for macro `{name}'")
        seen.add(formal)
    return name, tuple(Formal(formal, kind, None if kind == "req" else given) for formal, kind, given in formals)
