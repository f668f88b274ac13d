"""Operand forms that one assembler takes and another refuses, as the tables list them.

In: a statement as it is spelled, the modes that hold where it stands.  Out: the refusal, if there is one.  Rule: a form
is a row's `(reason, mode, pattern, message)`: the pattern matches the operation and its operands in lower case, in a
mode ("" for every mode); modes are switched by directives that the table of modes lists.
"""

from __future__ import annotations

import re

from gasmacro.compare.lexical import operation
from gasmacro.compare.refusals import Refusal, Sense, reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from gasmacro.compare.course import Steps
    from gasmacro.compare.readings import Reader, Reading
    from gasmacro.engine.events import Event
    from gasmacro.targets.schema import Profile

    Form: TypeAlias = "tuple[str, str, str, str]"


def modeless(spelling: str, profile: Profile) -> Refusal | None:
    """The refusal of a statement in the modes that hold until one is switched."""
    return _refusal(spelling, modeless_forms(profile))


def refused_directive(spelling: str, profile: Profile) -> Refusal | None:
    """The refusal of a directive for its operands, which are spelled without a blank where they begin with a quote."""
    if not profile.refused_directives:
        return None
    return _refusal(
        _GLUED.sub(lambda found: found[1] + ' "', spelling, count=1), _once((profile.refused_directives,), ("",))
    )


_GLUED = re.compile(r"(^\.\w+)\"")


def switched(op: str, operands: str, profile: Profile) -> tuple[tuple[str, bool], ...]:
    """The modes that a directive switches, each with whether on."""
    text = f"{op} {operands}".strip().lower()
    return tuple((mode, on) for pattern, mode, on in profile.modes if re.fullmatch(pattern, text))


def check(steps: Steps, events: Sequence[Event], reader: Reader) -> Iterator[tuple[int, Reading]]:
    """The statements refused in the modes that hold where they stand."""
    profile = reader.profile
    if not any(noted.mode for noted in reader.noted.values()):
        return
    holding: set[str] = {profile.first_mode} - {""}
    aliases: set[str] = set()
    targets = [(reader.noted[text].target, place) for place, text, _ in steps]
    assigned = {name: place for name, place in targets if name}
    for place, text, event in steps:
        noted = reader.noted[text]
        if noted.mode and not event[4]:
            for mode, on in noted.mode:
                (holding.add if on else holding.discard)(mode)
        if noted.target and "intel" in holding and not profile.intel_names_registers:
            value = noted.value.strip()
            if value in aliases or re.fullmatch(profile.intel_registers, value):
                aliases.add(noted.target)
        if not noted.form:
            continue
        kind, spelling, words = reader(text)
        if kind == "rejected" and profile.first_mode not in holding and _known(words, profile):
            yield place, ("text", spelling, None)
            continue
        for mode in sorted(holding):
            if why := _refusal(spelling, _forms(profile, mode)):
                yield place, ("rejected", spelling, why)
        if aliases and "intel" in holding and aliases & set(re.findall(r"[\w.$]+", operation(spelling)[1])):
            yield place, ("rejected", spelling, Refusal("a symbol that stands for a register is no operand", "alias"))
        if "thumb" in holding and (late := _late(spelling, place, assigned)):
            yield place, _thumb(spelling, late, profile)


def _known(words: object, profile: Profile) -> bool:
    """Whether words refuse a form of the mode that holds first."""
    return reason(words) in {each[0] for each in (*profile.refused_forms,) if each[1] == profile.first_mode}


_THUMB_IMMEDIATE = re.compile(r"(movs|adds|subs|cmp)(?:\.n)? ?\w+,#([a-z_.$][\w.$]*)", re.IGNORECASE)


def _late(spelling: str, place: int, assigned: dict[str, int]) -> str:
    """The name of an immediate that is assigned only behind its use."""
    found = _THUMB_IMMEDIATE.fullmatch(spelling)
    return found[2] if found and assigned.get(found[2], -1) > place else ""


def _thumb(spelling: str, name: str, profile: Profile) -> Reading:
    op = operation(spelling)[0].partition(".")[0]
    if op in profile.thumb_refuses_late_names:
        return "rejected", spelling, Refusal(f"`{name}' has no value yet: no narrow immediate", "late-immediate")
    if ".n" in spelling.lower() and profile.thumb_widens_late_names and op == "movs":
        return "text", spelling, Sense(f"{name} makes it wide", "late-immediate")
    return "text", spelling, None


def _refusal(spelling: str, forms: _Forms) -> Refusal | None:
    if not forms.rows:
        return None
    op, operands = operation(spelling)
    if not op or op[0] == ".":
        op, operands = spelling.partition(" ")[0], spelling.partition(" ")[2]
    text = f"{op} {operands}"
    if forms.any.fullmatch(text) is None:
        return None
    for name, pattern, message in forms.rows:
        if found := pattern.fullmatch(text):
            return Refusal(message.format(*found.groups(), op=op), name)
    return None


class _Forms:
    """Forms that hold at once: `rows` of reason, pattern and message, and a pattern of `any` of them."""

    __slots__ = ("any", "rows")

    def __init__(self, forms: Iterable[Form], modes: tuple[str, ...]) -> None:
        chosen = [(each[0], each[2], each[3]) for mode in modes for each in forms if each[1] == mode]
        self.rows = tuple([(reason, re.compile(pattern), message) for reason, pattern, message in chosen])
        self.any = re.compile("|".join([_GLOBAL.sub(r"(?\1:", f"(?:{pattern}") + ")" for _, pattern, _ in chosen]))


_GLOBAL = re.compile(r"^\(\?:\(\?([a-z]+)\)")  # a flag for a pattern as a whole
_compiled: dict[tuple[object, ...], tuple[_Forms, tuple[object, ...]]] = {}


def _forms(profile: Profile, *modes: str) -> _Forms:
    """The forms refused in some modes. What differs by release is asked only where any release has such a form."""
    if any(form[1] in modes for forms in profile.ever("refused_forms_by_release") for form in forms):
        return _once((profile.refused_forms, profile.refused_forms_by_release), modes)
    return _once((profile.refused_forms,), modes)


def modeless_forms(profile: Profile) -> _Forms:
    """The forms refused in the modes that hold until one is switched."""
    return _forms(profile, "", profile.first_mode) if profile.first_mode else _forms(profile, "")


def _once(tables: tuple[Sequence[Form], ...], modes: tuple[str, ...]) -> _Forms:
    """The forms of some tables in some modes, compiled once: the tables are kept, so that an id stays theirs."""
    key = (*map(id, tables), modes)
    known = _compiled.get(key)
    if known is None:
        known = _compiled[key] = _Forms([form for table in tables for form in table], modes), tables
    return known[0]
