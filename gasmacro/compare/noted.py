"""What of a statement matters to others: the parts that the course of statements looks at.

In: a statement taken apart.  Out: `Noted`, or None for a statement that says nothing to others and hangs on none.
"""

from __future__ import annotations

import re

from gasmacro.compare.forms import switched
from gasmacro.compare.labels import BINDINGS
from gasmacro.compare.late_distance import RESERVING, distances
from gasmacro.compare.section_stack import MOVES
from gasmacro.compare.sections import NAMES
from gasmacro.engine.statement import operands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.engine.statement import Parsed
    from gasmacro.targets.schema import Profile

_SETS = re.compile(r"\s*([\w.$]+)\s*,(.*)", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:\\.|[^\\])'?", re.DOTALL)
_CANCELS = re.compile(r"(?<![\w.$%])([A-Za-z_][\w.$]*)(?![\w.$(])(?=[^,]*-[ \t]*\(*[ \t]*\1(?![\w.$(]))")


class Noted:
    """`op` the operation in lower case; `labels` and `names` what a statement defines and binds; `target` and `value`
    of an assignment; `section` the operands of a section statement; `mode` what it switches, each with whether on;
    `form` whether it is an instruction whose form may hang on a mode; `cancels` a name that its operands add and
    subtract; `move` the kind of change of the section; `distances` the pairs of labels whose distance a
    reservation takes."""

    __slots__ = ("cancels", "distances", "form", "labels", "mode", "move", "names", "op", "section", "target", "value")

    def __init__(self, op: str, labels: tuple[str, ...]) -> None:
        self.op = op
        self.labels = labels
        self.names: tuple[str, ...] = ()
        self.target = ""
        self.value = ""
        self.section: str | None = None
        self.mode: tuple[tuple[str, bool], ...] = ()
        self.form = False
        self.cancels = ""
        self.move = ""
        self.distances: tuple[tuple[str, str], ...] = ()


def noted(parsed: Parsed, profile: Profile) -> Noted | None:
    """What of a statement matters to others."""
    labels = tuple(name.strip('"') for name in parsed.labels if not name.isdigit())
    made = Noted(parsed.key if parsed.key[:1] == "." else parsed.op, labels)
    matters = bool(labels)
    key = parsed.key.lower()
    if parsed.handler == "assign":
        made.target, made.value, matters = parsed.op, _bare(parsed.rest, profile), True
    elif key in (".set", ".equ"):
        if found := _SETS.match(operands(parsed, profile)):
            made.target, made.value, matters = found[1], _bare(found[2], profile), True
    elif key in NAMES:
        made.section, matters = operands(parsed, profile), True
    elif key in BINDINGS:
        made.op, matters = key, True
        made.names = tuple(re.split(r"\s*,\s*", operands(parsed, profile).strip()))
    elif key[:1] == ".":
        made.mode = switched(key, operands(parsed, profile), profile)
        matters = matters or bool(made.mode)
    elif parsed.op and profile.has_modes:
        made.form = matters = True
    move = profile.layout_directives.get(key, "") if key[:1] == "." else ""
    if move in MOVES:
        made.move, matters = move, True
    rest = parsed.rest
    if key in RESERVING and "-" in rest and (found_apart := distances(operands(parsed, profile))):
        made.distances, matters = found_apart, True
    if "-" in rest and not made.target and (name := cancels(rest)):
        made.cancels, matters = name, True
    return made if matters else None


def labelled(label: str) -> Noted:
    """What a label alone says to others."""
    return Noted("", (label,))


def cancels(text: str) -> str:
    """A name that an expression in the text adds and subtracts, "" where there is none."""
    found = _CANCELS.search(_STRING.sub("", text))
    return found[1] if found else ""


def _bare(text: str, profile: Profile) -> str:
    """A value without the comment behind it."""
    for mark in profile.line_comments:
        text = text.partition(mark)[0]
    return _COMMENT.sub(" ", text)
