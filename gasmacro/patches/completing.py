r"""A text of hunks alone: what stands around them is completed from what they show.

In: the hunks of one file, and which side of them.  Out: lines, and the number that each has in the file.  Rule: a body
whose `.macro` is out of sight gets one with a formal for each `\name` that it uses; an end without a beginning gets a
beginning in front of its hunk, a beginning without an end gets its end behind; conditions added so are nobody's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gasmacro.patches.unified import Hunk

_WORD = re.compile(
    r"[ \t]*(?:[\w.$\\@]+[ \t]*:[ \t]*)*"
    r"(?:\.(?P<as>macro|endm(?:acro)?|endif|else(?:if)?|endr|rept|rep|irpc?|irepc?|if\w*)\b(?P<rest>.*)"
    r"|#[ \t]*(?P<cpp>ifn?def|if|elif|else|endif)\b)",
    re.IGNORECASE,
)
_ENDS = {"endm": "macro", "endmacro": "macro", "endif": "if", "else": "if", "elseif": "if", "endr": "rept"}
_FORMAL = re.compile(r"\\([A-Za-z_]\w*)")
_NAMED = re.compile(r"[ \t]*([A-Za-z_.$][\w.$]*)?")
_HEADED = re.compile(r"[A-Za-z_][\w.$]*")


@dataclass(slots=True)
class Sparse:
    """Lines of a file that are known, with the number of each (0 for one that was completed), and the index in the
    message of each added one (-1 for any other)."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)

    def add(self, text: str, number: int = 0, source: int = -1) -> None:
        """One more line."""
        self.lines.append(text)
        self.numbers.append(number)
        self.sources.append(source)


def completed(hunks: list[Hunk], *, after: bool) -> Sparse:
    """The text that one side of the hunks shows."""
    made = Sparse()
    for count, hunk in enumerate(hunks):
        removed = "-" if after else "+"
        shown = [line for line in hunk.lines if line.kind != removed]
        lead, tail = _around([line.text for line in shown], f"hunk{count}")
        for text in lead:
            made.add(text)
        number = hunk.after if after else hunk.before
        for offset, line in enumerate(shown):
            made.add(line.text, number + offset, line.at if line.kind == "+" else -1)
        for text in tail:
            made.add(text)
    return made


def _around(lines: list[str], name: str) -> tuple[list[str], list[str]]:
    """What to put before and behind the lines of a hunk."""
    lead: list[str] = []
    opened: list[str] = []
    conditions = 0
    names: dict[str, None] = {}
    own: list[set[str]] = []
    complete = True
    for line in lines:
        found = _WORD.match(line)
        if found and found["cpp"]:
            conditions = _condition(found["cpp"].lower(), conditions, lead)
            continue
        if found:
            complete = _opening(found, opened, own, lead, names, name) and complete
        if "macro" not in opened:
            hidden = set().union(*own) if own else set()
            names.update((used, None) for used in _FORMAL.findall(line) if used not in hidden)
    if names:  # the body of a macro neither of whose ends is in sight
        lead.insert(0, _header(name, names))
        opened.insert(0, "macro")
    ends = {"macro": ".endm", "if": ".endif", "rept": ".endr"}
    return lead, ["#endif"] * conditions + [ends[word] for word in reversed(opened)]


def _condition(word: str, depth: int, lead: list[str]) -> int:
    """A line of the C preprocessor: how many are open behind it."""
    if word.startswith("if"):
        return depth + 1
    if depth == 0:
        lead.insert(0, "#if GASMACRO_OUT_OF_SIGHT")
        depth = 1
    return depth - 1 if word == "endif" else depth


def _opening(
    found: re.Match[str], opened: list[str], own: list[set[str]], lead: list[str], names: dict[str, None], name: str
) -> bool:
    """A directive that begins or ends something."""
    word = found["as"].lower()
    if word not in _ENDS:
        kind = "macro" if word == "macro" else "if" if word.startswith("if") else "rept"
        opened.append(kind)
        bound = _HEADED.findall(found["rest"]) if kind != "if" else []
        own.append(set(bound if kind == "macro" else bound[:1]))
        return True
    kind = _ENDS[word]
    if kind in opened:
        if word not in ("else", "elseif"):
            while opened.pop() != kind:
                own.pop()
            own.pop()
        return True
    if kind == "macro":
        lead.insert(0, _header(name, names))
        names.clear()
    else:
        lead.insert(0, ".if gasmacro_out_of_sight" if kind == "if" else ".rept 1")
    if word in ("else", "elseif"):
        opened.insert(0, "if")
        own.insert(0, set())
    return False


def _header(name: str, names: dict[str, None]) -> str:
    return f".macro gasmacro_out_of_sight_{name} {', '.join(names)}".rstrip()
