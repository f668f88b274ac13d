"""Stored statements (a macro's or repetition's body) and their substitution.

In: the items of a body, the names to substitute.  Out: for each item a template, a `%` format and what fills it, so
that one invocation costs one format per statement.  Rule: while no value holds a character that means something to the
scan (quotes, separators, comment starts, backslashes), substituting statement by statement is the same as substituting
the whole text and scanning it; otherwise the whole text is substituted and scanned (`Block.spliced`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter

from gasmacro.syntax.scanner import Item, scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeAlias

    from gasmacro.targets.schema import Profile

    # The format, what fills it, and the operation where no substitution can change it and it is no directive ("" else).
    Template: TypeAlias = "tuple[str, Callable[[dict[str, str]], Any], str]"

COUNTER, CALLS = "\\@", "\\+"  # keys of the values that are no formal's: no name has a backslash

_FINDERS: dict[tuple[object, ...], re.Pattern[str]] = {}
_PLAIN: dict[tuple[object, ...], re.Pattern[str]] = {}


class Substitution:
    """Which names a text is searched for and how: the formals' `names`, whether names count without a backslash
    (`bare`), whether it is a macro's body (`macro`; a repetition's body differs), whether `\\@` has a value here."""

    __slots__ = ("bare", "counter", "finder", "key", "macro", "names", "profile", "templates")

    def __init__(self, names: tuple[str, ...], profile: Profile, *, bare: bool, macro: bool, counter: bool) -> None:
        self.names = frozenset(names)
        self.profile = profile
        self.bare = bare
        self.macro = macro
        self.counter = counter
        self.finder = _by_tokens
        if profile.reads == "characters":
            self.finder = _by_characters if macro else _rounds_only
        self.templates: dict[str, Template | None] = {}

    def template(self, text: str) -> Template | None:
        """The template of a text, None where nothing is substituted."""
        try:
            return self.templates[text]
        except KeyError:
            made = self.templates[text] = self._make(text)
            return made

    def _make(self, text: str) -> Template | None:
        parts = self.parts(text)
        if parts is None:
            return None
        keys = [key for is_key, key in parts if is_key]
        shape = "".join(["%s" if is_key else part.replace("%", "%%") for is_key, part in parts])
        found = _OPERATION.match(parts[0][1]) if not parts[0][0] else None
        operation = found[1] if found else ""
        return shape, itemgetter(*keys) if keys else _nothing, operation

    def is_alike(self, items: Sequence[Item], other: Profile) -> bool:
        """Whether another assembler substitutes into these items as this one does."""
        asked = [item.body for item in items if self.bare or _UNLIKE.search(item.body)]
        if not asked:
            return True
        theirs = self.under(other)
        try:
            return all(self.parts(text) == theirs.parts(text) for text in asked)
        except SubstitutionError:
            return False

    def under(self, other: Profile) -> Substitution:
        """The same as another assembler does it."""
        return Substitution(tuple(self.names), other, bare=self.bare, macro=self.macro, counter=self.counter)

    def parts(self, text: str) -> list[tuple[bool, str]] | None:
        """Literal pieces (False, text) and values (True, key) in order; None where the text stays as it is."""
        if "\\" not in text and not self.bare and "&" not in text:
            return None
        finder = self.finder(text, self)
        parts: list[tuple[bool, str]] = []
        position = 0
        changed = False
        for start, end, is_key, what in finder:
            if start > position:
                parts.append((False, text[position:start]))
            if is_key or what:
                parts.append((is_key, what))
            position = end
            changed = True
        if not changed:
            return None
        if position < len(text):
            parts.append((False, text[position:]))
        return parts


# What the ways of substituting may see differently; the rest are names and `\\@`, `\\()` behind a backslash.
_UNLIKE = re.compile(r"[&'\x80-\U0010ffff]|\\(?![A-Za-z_.$\d@]|\(\))")

# An operation that is no directive, with a blank behind it and, where it is known, no `:` or `=` behind that.
_OPERATION = re.compile(r"[ \t]*([A-Za-z_]\w*)[ \t]++(?![:=/'])")


def _nothing(values: dict[str, str]) -> tuple[()]:
    return ()


_AFTER_BACKSLASH = (
    r"\\(?:(?P<name>[^\x00-#%-\-/:-@\[-^`{-\x7f]+)|(?P<counter>@)|(?P<calls>\+)"
    r"|\((?P<literal>[^)]*)(?P<closed>\)?)|(?P<amp>&))"
    r"|(?P<two>&&)|&(?P<joined>[^\x00-#%-\-/:-@\[-^`{-\x7f]+)"
)
_CHARACTERS = {
    False: re.compile(_AFTER_BACKSLASH),
    True: re.compile(
        _AFTER_BACKSLASH + r"|(?P<bare>(?<![\w.$])[^\x00-#%-\-/-@\[-^`{-\x7f][^\x00-#%-\-/:-@\[-^`{-\x7f]*)"
    ),
}


class SubstitutionError(Exception):
    """The assembler refuses to substitute into a text; the message says so in its words."""


def _by_characters(text: str, sub: Substitution) -> Any:
    """What a character reader substitutes: (start, end, is a key, key or text)."""
    names = sub.names
    search = _CHARACTERS[sub.bare].search
    position = 0
    while (found := search(text, position)) is not None:
        kind = found.lastgroup
        start, position = found.span()
        name = found["name"] or found["joined"] or (found["bare"] if sub.bare else None)
        if name is not None:
            end = _joined(text, position, found, sub)
            if name in names:
                yield start, end, True, name
            elif end > position:  # gone even behind an unknown name
                yield start, end, False, text[start:position]
            position = end
        elif kind == "counter":
            if sub.counter:
                yield start, position, True, COUNTER
        elif kind == "calls":
            if sub.profile.call_counter:
                yield start, position, True, CALLS
        elif found["literal"] is not None:
            if sub.macro:
                if not found["closed"]:
                    raise SubstitutionError("missing `)'")
                yield start, position, False, found["literal"]
        elif kind == "amp":
            yield start, position, False, "&"


def _joined(text: str, position: int, found: re.Match[str], sub: Substitution) -> int:
    """Past the mark behind a name that only separates it: which marks do depends on how it is written."""
    if sub.bare:
        marks = "&'"
    elif found["joined"]:
        marks = "&" if found["joined"] in sub.names else ""
    else:
        marks = "'"
    return position + (text[position : position + 1] in marks and position < len(text))


_TOKENS = re.compile(
    r"\\(?:(?P<name>[A-Za-z_.$\d]+)|(?P<counter>@)|(?P<calls>\+)|(?P<nothing>\(\)))"
    r"|(?P<bare>[A-Za-z_.$\d]+)(?P<behind>&)?"
)


def _by_tokens(text: str, sub: Substitution) -> Any:
    """What a token reader substitutes: (start, end, is a key, key or text)."""
    names = sub.names
    for found in _TOKENS.finditer(text):
        kind = found.lastgroup
        start, end = found.span()
        if kind == "name":
            if found["name"] in names:
                yield start, end + (sub.bare and text.startswith("&", end)), True, found["name"]
        elif found["bare"] is not None:
            if sub.bare and found["bare"] in names:
                yield start, end, True, found["bare"]
        elif kind == "counter":
            if sub.counter:
                yield start, end, True, COUNTER
        elif kind == "calls":
            if sub.profile.call_counter:
                yield start, end, True, CALLS
        elif kind == "nothing":
            yield start, end, False, ""


_ROUNDS = re.compile(r"(\\\\)|\\\+")


def _rounds_only(text: str, sub: Substitution) -> Any:
    """A character reader's repetition that counts its rounds: `\\+`, and each pair of backslashes becomes one."""
    for found in _ROUNDS.finditer(text):
        if found[1]:
            yield *found.span(), False, "\\"
        else:
            yield *found.span(), True, CALLS


def plain_values(profile: Profile, others: Sequence[Profile] = ()) -> re.Pattern[str]:
    """What a value must match whole for statements to stay apart as they were, for all of these."""
    every = (profile, *others)
    key = tuple([(each.line_comments, each.line_start_comments, each.separators) for each in every])
    known = _PLAIN.get(key)
    if known is None:
        leads = {text[0] for each in every for text in (*each.line_comments, *each.line_start_comments)}
        leads.update(*(each.separators for each in every))
        known = _PLAIN[key] = re.compile(rf"(?![:=])[^\n\r\"'\\/{re.escape(''.join(sorted(leads)))}]*+")
    return known


class Block:
    """The items of a body, with what was compiled from them."""

    __slots__ = ("_alike", "_fragile", "_templates", "items")

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self._templates: dict[int, list[Template | None]] = {}
        self._alike: dict[tuple[int, str], bool] = {}
        self._fragile: bool | None = None

    def templates(self, sub: Substitution) -> list[Template | None]:
        """A template for each item."""
        known = self._templates.get(id(sub))
        if known is None:
            known = self._templates[id(sub)] = [sub.template(item.body) for item in self.items]
        return known

    def alike(self, sub: Substitution, others: Sequence[Profile]) -> list[Profile]:
        """Those that substitute into the body as this substitution does."""
        stay = []
        for other in others:
            key = (id(sub), other.assembler)
            same = self._alike.get(key)
            if same is None:
                same = self._alike[key] = sub.is_alike(self.items, other)
            if same:
                stay.append(other)
        return stay

    def spliced_alike(self, sub: Substitution, values: dict[str, str], ends: tuple[str, str], other: Profile) -> bool:
        """Whether another assembler, whose substitutions are the same, finds the same statements (`spliced`)."""
        mine = self.spliced(sub, values, ends[0])
        theirs = self.spliced(sub.under(other), values, ends[1])
        return [item.found() for item in mine] == [item.found() for item in theirs]

    def in_strings(self, sub: Substitution) -> set[str]:
        """The names whose values may come to stand inside strings."""
        found: set[str] = set()
        for item in self.items:
            if '"' not in item.body:
                continue
            inside = unsure = '\\"' in item.body
            for is_name, text in sub.parts(item.body) or ():
                if is_name and inside:
                    found.add(text)
                elif not (is_name or unsure) and text.count('"') % 2:
                    inside = not inside
        return found

    @property
    def fragile(self) -> bool:
        """Whether even a plain value can change where statements end: behind a slash or an open quote."""
        if self._fragile is None:
            self._fragile = any(_FRAGILE.search(item.body) for item in self.items)
        return self._fragile

    def spliced(self, sub: Substitution, values: dict[str, str], end: str) -> list[Item]:
        """The body's items after substituting into the whole text and scanning it anew, each at its place in the body.

        `end`: the directive that the assembler puts behind the text. Where a quote left open swallows it, the
        last item is `LOST`: nothing behind the expansion is read.
        """
        out: list[str] = []
        starts: list[int] = []
        length = 0
        for item in self.items:
            template = sub.template(item.body)
            text = item.body if template is None else template[0] % template[1](values)
            starts.append(length)
            ends = item.ends or "\n"
            out += (text, ends)
            length += len(text) + len(ends)
        whole = "".join(out)
        if sub.profile.reads == "characters":
            found = place(scan(whole, sub.profile, "", 1), whole, starts, self.items)
            if found and open_string(found[-1].body):
                found[-1:] = _open_at_end(found[-1], closed=sub.profile.open_string_is_closed)
            return found
        if not end:
            return place(scan(whole, sub.profile, "", 1), whole, starts, self.items)
        starts.append(length)
        found = place(scan(whole + end + "\n", sub.profile, "", 1), whole + end, starts, [*self.items, LOST])
        if found and found[-1].body == end and found[-1].file == "":
            found.pop()
        else:
            found.append(LOST)
        return found


# Strings, character constants and comments with both their ends.
_WHOLE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:\\.|[^\\])'?|/\*.*?\*/", re.DOTALL)


def _open_at_end(item: Item, *, closed: bool) -> list[Item]:
    """The last item of an expansion whose text ends inside a string: it is closed there, or each line is a statement of
    its own, the first with its end in a directive's string."""
    if closed:
        item.body += '"'
        return [item]
    first, *others = item.body.split("\n")
    item.body = first + '\n"' if first.lstrip(" \t")[:1] == "." and open_string(first) else first
    return [item, *(Item(item.file, item.line, item.column, line, "\n") for line in others if line.strip(" \t\r"))]


def open_string(text: str) -> bool:
    """Whether a string begins in a statement and does not end there."""
    return '"' in text and '"' in _WHOLE.sub("", text)


LOST = Item("", 0, 0, "", "")
_FRAGILE = re.compile(r"\\\\[A-Za-z_.$@(+]|[/']\\|[/']&")


def place(found: list[Item], text: str, starts: list[int], origins: list[Item]) -> list[Item]:
    """Items scanned from a text put back to where they came from: `starts` are the offsets of the `origins`."""
    lines = [0]
    lines.extend(match.end() for match in re.finditer(r"\r\n|[\r\n]", text))
    for item in found:
        offset = lines[min(item.line, len(lines)) - 1] + item.column - 1
        origin = origins[max(bisect_right(starts, offset) - 1, 0)]
        item.file, item.line, item.column, item.text = origin.file, origin.line, origin.column, origin.text
    return found
