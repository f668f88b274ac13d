"""Whether other assemblers go the same way: what an expansion looks at while it stands for several.

In: what the leader made of a text, the others.  Out: those of them that make the same of it.  Rule: a plain form is
known to be read alike by all (fixtures), anything else is read by each of them and compared.  The leader's text may
lack blanks that another one's has, at places where no assembler heeds them (`blanks`).
"""

from __future__ import annotations

import re

from gasmacro.engine.statement import operands, parse
from gasmacro.syntax.scrub import scrub

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from gasmacro.engine.macros import Macro
    from gasmacro.engine.statement import Parsed
    from gasmacro.targets.schema import Profile

# Labels and an operation in small letters that every assembler takes apart alike, and what may follow.
_HEAD = re.compile(
    r"[ \t]*+(?:(?:[A-Za-z_][\w.$]*+|\.[A-Z_][\w.$]*+|\d++):[ \t]*+)*+"
    r"(?:\.?[a-z_][a-z0-9_.]*+(?=[ \t]++[^ \t:=]|\Z)|\Z)",
    re.ASCII,
)


def read_alike(
    text: str, parsed: Parsed, leader: Profile, others: Sequence[Profile], words: Mapping[str, dict[str, str]]
) -> list[Profile]:
    """The others that take a statement apart as it was. `words` are the directives of the macro layer, by assembler."""
    odd = "/*" in text or "'" in text or "\n" in text
    if odd and parsed.handler:
        others = operands_alike(parsed, leader, others)
    plain = not odd and _HEAD.match(text) is not None
    return [other for other in others if _taken_alike(text, parsed, other, words[other.assembler], plain=plain)]


def _taken_alike(text: str, parsed: Parsed, other: Profile, words: dict[str, str], *, plain: bool) -> bool:
    key = parsed.key
    if plain and words.get(key, "") == parsed.handler and (parsed.rest or parsed.handler or key[:1] != "."):
        return True
    theirs = parse(text, other, words)
    same = theirs.labels == parsed.labels and theirs.op == parsed.op and theirs.handler == parsed.handler
    return same and theirs.rest == parsed.rest and theirs.scrubbed == parsed.scrubbed


def operands_of(parsed: Parsed, other: Profile) -> str:
    """The operand text as another assembler's reader of it has it, of a statement that both take apart alike."""
    rest = parsed.rest
    if rest[:1] == '"' and parsed.handler and other.glued_quote_is_lost:
        rest = rest[1:]
    if other.reads == "characters" and not parsed.scrubbed:
        rest = scrub("x" + rest, other)[1:]
    return rest.lstrip(" \t")


def operands_alike(parsed: Parsed, leader: Profile, others: Sequence[Profile]) -> list[Profile]:
    """The others whose readers get the leader's operand text, blanks that nobody heeds in expressions aside."""
    text = operands(parsed, leader)
    return [other for other in others if _value_alike(operands_of(parsed, other), text)]


_LEAD = re.compile(r"[ \t]*+((?:[\w.$\\@()]++:[ \t]*+)*+)([^ \t,\"]*+)[ \t]*+", re.ASCII)
# A comma, an operator or a bracket with the blanks that nobody heeds; a string counts whole.
_BESIDE = re.compile(
    r"(\"(?:[^\"\\]|\\.)*+\")|[ \t]*+(,|==|!=|<=|>=|<<|>>|&&|\|\||[-+*/|&^<>])[ \t]*+|(=|(?<!\\)\()[ \t]++|[ \t]++(\))",
    re.DOTALL,
)
# What would become another token without the blanks, or could with a value in the place of a name.
_JOINING = re.compile(r"[-+*|^<>=!&~][ \t]+[|<>=&]|/[ \t]*[*/\\]")
# The blank between a bracket and the operator that is a register's prefix as well: nobody heeds it in brackets, nor in
# the operands of directives that take expressions.
_REMAINDER = re.compile(r"(?<=\))[ \t]+(?=%)")
_EXPRESSIONS = frozenset((".set", ".equ", ".if", ".elseif", ".rept"))
_BLANKS = re.compile(r"[ \t]+")
_COMMAS = re.compile(r"(\"(?:[^\"\\]|\\.)*+\")|[ \t]*+,[ \t]*+", re.DOTALL)
_IN_BRACKETS = re.compile(r"\([^()]*,")
_known: dict[tuple[str, str], int] = {}
_KEPT = 50_000

SAME, COMMAS, LOOSE, APART = range(4)


def blanks(raw: str, stored: str) -> int:
    """How a stored text differs from the raw one.

    `SAME`: at most in blanks before the statement, around labels and behind the operation; `COMMAS`: in blanks beside
    commas outside of brackets as well, which count for nobody but in a vararg formal; `LOOSE`: in blanks beside commas,
    operators and brackets that do not come from a substitution, which count only where text is compared or stands in
    a string; `APART`: in anything else.
    """
    raw = raw.strip(" \t")
    if raw == stored:
        return SAME
    known = _known.get((raw, stored))
    if known is None:
        if len(_known) > _KEPT:
            _known.clear()
        known = _known[raw, stored] = _difference(raw, stored)
    return known


def _difference(raw: str, stored: str) -> int:
    mine, theirs = _parts(stored), _parts(raw)
    if mine[:2] != theirs[:2]:
        return APART
    if mine[2] == theirs[2]:
        return SAME
    if not raw.isascii() or _JOINING.search(raw):
        return APART
    rests = [_COMMAS.sub(lambda found: found[1] or ",", rest) for rest in (mine[2], theirs[2])]
    if rests[0] == rests[1] and not _IN_BRACKETS.search(raw):
        return COMMAS
    if not _lacks_blanks(mine[2], theirs[2].rstrip(" \t")):
        return APART
    return LOOSE if _squeezed(*mine[1:]) == _squeezed(*theirs[1:]) else APART


def _parts(text: str) -> tuple[str, str, str]:
    """The labels of a statement without blanks, its operation, and the rest."""
    lead = _LEAD.match(text)
    assert lead is not None
    return _BLANKS.sub("", lead[1]), lead[2], text[lead.end() :]


def _squeezed(operation: str, rest: str) -> str:
    rest = _squeeze(rest)
    if "%" in rest and '"' not in rest:
        everywhere = operation in _EXPRESSIONS
        rest = _REMAINDER.sub(lambda found: "" if everywhere or _in_brackets(found) else found[0], rest)
    return rest


def _in_brackets(found: re.Match[str]) -> bool:
    before = found.string[: found.start()]
    return before.count("(") > before.count(")")


def odd(values: Iterable[str]) -> bool:
    """Whether values hold what the ways of storing a text see differently, wherever it stands."""
    return any(_ODD.search(value) for value in values)


def alternate(text: str) -> bool:
    """Whether an operand text holds what counts in altmacro mode and blanks may stand beside."""
    return not _ALTERNATE.isdisjoint(text)


_ALTERNATE = frozenset("<>!")
_ODD = re.compile(r"/\*|['\\\n\x80-\U0010ffff]")
_EDGES = "<>=!&|"
# Blanks of which nobody tells which are missing: several, another kind, or at an end.
_WIDE = re.compile(r"[ \t]{2}|\t|\A | \Z")


def _lacks_blanks(stored: str, raw: str) -> bool:
    """Whether a stored text is the raw one without some of its blanks, each of which stands alone between others."""
    if _WIDE.search(raw):
        return False
    position = 0
    for character in stored:
        if raw[position : position + 1] == " " != character:
            position += 1
        if raw[position : position + 1] != character:
            return False
        position += 1
    return position == len(raw)


def values_alike(mine: Mapping[Any, str], theirs: Mapping[Any, str], loose: Loose | None = None) -> int:
    """How two bindings of the formals differ: `SAME`, `LOOSE` (`loose` takes the values), or `APART`, as where a value
    is of a kind that could grow together with what stands beside it."""
    if mine.keys() != theirs.keys():
        return APART
    found = SAME
    for name, value in mine.items():
        if value and (value[0] in _EDGES or value[-1] in _EDGES):
            return APART
        if value != theirs[name]:
            other = theirs[name]
            if not (_lacks_blanks(value, other) and _value_alike(other, value)):
                return APART
            found = LOOSE
            if loose is not None:
                loose.add(value)
    return found


class Loose:
    """The texts that may have blanks for another assembler where the leader has none, as far as they can come to stand
    in strings, be compared, or be cut into characters. False while there are none."""

    __slots__ = ("_commas", "_pieces")

    def __init__(self) -> None:
        self._pieces: set[str] = set()
        self._commas = False

    def __bool__(self) -> bool:
        return self._commas or bool(self._pieces)

    def add(self, text: str, *, whole: bool = True) -> None:
        """Another such text, or one with names to be substituted in it. Wherever a part of it that has such blanks
        goes, one of its pieces goes along; strings have none. `whole`: it may go on as it stands, and is not cut at its
        commas."""
        text = _STRING.sub(" ", text)
        shortest = 1 if "\\" in text else 2  # a blank that the leader has cut as well is none that it lacks
        self._pieces.update(piece for piece in _CUT.split(text) if len(piece) >= shortest and _HEEDLESS.search(piece))
        self._commas = self._commas or bool(_IN_BRACKETS.search(text) or (whole and "," in text))

    def __call__(self, text: str) -> bool:
        """Whether a text may be one, or hold one."""
        if self._commas and "," in text:
            return True
        return any(piece in text for piece in self._pieces)


_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*+\"", re.DOTALL)
_CUT = re.compile(r"[, \t]+|\\(?:[\w.$@+]+|\(\))?")
_HEEDLESS = re.compile(r"[-+*/|&^<>=!()]")


def pass_on(text: str, macros: Mapping[str, Macro], loose: Loose) -> None:
    """Adds what a stored statement may hand on to a macro or a repetition, or compares."""
    _, operation, rest = _parts(text)
    macro = macros.get(operation.lower()) or macros.get(operation)
    if macro is not None:
        loose.add(rest, whole=macro.takes_rest)
    elif "\\" in operation or operation.lower().startswith((".if", ".ir", ".macro", ".else")):
        loose.add(rest)


def _value_alike(raw: str, stored: str) -> bool:
    if raw == stored:
        return True
    if not raw.isascii() or _JOINING.search(raw):
        return False
    return _squeeze(raw) == _squeeze(stored)


def _squeeze(text: str) -> str:
    return _BESIDE.sub(lambda found: found[1] or found[2] or found[3] or found[4], text.strip(" \t"))
