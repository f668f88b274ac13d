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

    from gasmacro.syntax.headers import Parts
    from gasmacro.targets.schema import Profile

__all__ = ["HeaderError", "read_header"]


# Headers read before, by the profile where it takes part: the name, the formals, and what the profile was asked.
_READ: dict[tuple[str, str, str], tuple[str, list[Parts], tuple[str, ...]]] = {}
_KEPT = 10_000


def _keep(key: tuple[str, str, str] | None, read: tuple[str, list[Parts], tuple[str, ...]]) -> None:
    if key is not None:
        if len(_READ) >= _KEPT:
            _READ.clear()
        _READ[key] = read


def _tokens(text: str, profile: Profile) -> tuple[str, list[Parts]]:
    """A lexer's reading of a header; from one source to the next it is remembered with the behaviours it hangs on."""
    key = (profile.assembler, profile.arch, text)
    known = _READ.get(key)
    if known is None:
        fresh = profile.fresh()
        try:
            name, formals = read_tokens(text, fresh)
        finally:
            _ask(profile, tuple(fresh.asked()))
        known = (name, formals, tuple(fresh.asked()))
        _keep(key, known)
    _ask(profile, known[2])
    return known[0], known[1]


def _ask(profile: Profile, behaviours: tuple[str, ...]) -> None:
    for behaviour in behaviours:
        getattr(profile, behaviour)


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

    if profile.reads == "tokens":
        name, formals = _tokens(text, profile)
    else:
        key = None if altmacro else ("", text, label)
        known = _READ.get(key) if key is not None else None
        if known is None:
            known = *read_characters(text, label, cut, altmacro=altmacro), ()
            _keep(key, known)
        name, formals, _ = known
    seen: set[str] = set()
    for formal, _, _ in formals:
        if formal in seen:
            raise HeaderError(f"a parameter named `{formal}' already exists for macro `{name}'")
        seen.add(formal)
    return name, tuple(Formal(formal, kind, None if kind == "req" else given) for formal, kind, given in formals)
