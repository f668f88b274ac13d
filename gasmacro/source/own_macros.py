"""C macros that a source itself defines, expanded where the source is read as it is written.

In: a line, and the macros that hold there.  Out: the line with every use expanded, and its `Piece`s: which columns of
the result stand in the line as they are, and which came out of which use.  Rule: C's, for calls that end on their line
(a call that does not stays as it is); a macro met inside its own expansion stays; a blank is put in where an expansion
would run into what follows it.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)+\'|[A-Za-z_]\w*|\.?\d(?:[eEpP][-+]|[\w.])*|[ \t\f\v\r]+|##|.', re.DOTALL
)
WORD = re.compile(r"[A-Za-z_]\w*")
_DEPTH = 50  # macros in macros
_LIMIT = 1 << 16  # characters that a line may become
_USES = 1 << 12  # macros that one use may use in turn


class Own:
    """A macro: its `name`, `parameters` (None for one without brackets), `body`, and the `file` and `line` (from 1) of
    its definition. `vast`: a use of it once grew past all measure."""

    __slots__ = ("body", "file", "line", "name", "parameters", "vast")

    def __init__(self, name: str, parameters: Sequence[str] | None, body: str, file: str, line: int) -> None:
        self.name = name
        self.parameters = parameters
        self.body = body
        self.file = file
        self.line = line
        self.vast = False


class Piece:
    """From offset `start` of an expanded line on: what stands at offset `source` of the line as it is written, or, with
    a `macro`, came out of its use there, `width` characters long."""

    __slots__ = ("macro", "source", "start", "width")

    def __init__(self, start: int, source: int, macro: Own | None = None, width: int = 0) -> None:
        self.start = start
        self.source = source
        self.macro = macro
        self.width = width


class _TooMuchError(Exception):
    """A line that grows past all measure stays as it is."""


class _Counted:
    """Macros by name, each look-up that finds one counted: two lines of definitions can ask for a billion uses."""

    __slots__ = ("_left", "_macros")

    def __init__(self, macros: Mapping[str, Own]) -> None:
        self._macros = macros
        self._left = _USES

    def begin(self) -> None:
        """Begins to count again, for a use in the line itself."""
        self._left = _USES

    def get(self, name: str) -> Own | None:
        """The macro of that name. Raises `_TooMuchError` for the use that is one too many."""
        macro = self._macros.get(name)
        if macro is not None:
            self._left -= 1
            if self._left < 0:
                raise _TooMuchError
        return macro


def expanded(line: str, macros: Mapping[str, Own]) -> tuple[str, list[Piece]] | None:
    """The line with its uses expanded, and its pieces; None where it uses no macro."""
    if not any(word in macros for word in WORD.findall(line)):
        return None
    out: list[str] = []
    pieces = [Piece(0, 0)]
    length = at = done = 0
    counted = _Counted(macros)
    try:
        while at < len(line):
            found = _TOKEN.match(line, at)
            assert found is not None
            macro = macros.get(found[0])
            end = found.end()
            text = None
            if macro is not None and not macro.vast:
                counted.begin()
                text, end = _use(macro, line, end, counted, frozenset(), 0)
            if macro is None or text is None:
                at = found.end()
                continue
            text = _apart(line[at - 1 : at], text.strip(), line[end : end + 1])
            out += (line[done:at], text)
            length += at - done
            pieces.append(Piece(length, at, macro, end - at))
            length += len(text)
            pieces.append(Piece(length, end))
            at = done = end
    except _TooMuchError:
        assert macro is not None
        macro.vast = True
        return None
    return ("".join((*out, line[done:])), pieces) if len(pieces) > 1 else None


def _apart(before: str, text: str, after: str) -> str:
    """An expansion with a blank where it would be read as one with what stands around it."""
    if not text:
        return text
    first, last = text[0], text[-1]
    if (_wordy(last) and (_wordy(after) or (after and after in "+-." and _TOKEN.findall(text)[-1][:1].isdigit()))) or (
        last == after and last in "+-&|<>#"
    ):
        text += " "
    if (_wordy(before) and _wordy(first)) or (before == first and first in "+-&|<>#"):
        text = " " + text
    return text


def _wordy(character: str) -> bool:
    return character.isalnum() or character == "_"


def _use(macro: Own, line: str, end: int, macros: _Counted, busy: frozenset[str], depth: int) -> tuple[str | None, int]:
    """What a use whose name ends at `end` becomes, and where it ends; None where it is no use."""
    if depth > _DEPTH:
        raise _TooMuchError
    body = macro.body
    if macro.parameters is not None:
        found = _arguments(line, end)
        if found is None:
            return None, end
        arguments, end = found
        filled = _filled(macro, arguments, macros, busy, depth)
        if filled is None:
            return None, end
        body = filled
    elif "##" in body:
        body = _joined(body)
    return _again(body, macros, busy | {macro.name}, depth + 1), end


def _again(text: str, macros: _Counted, busy: frozenset[str], depth: int) -> str:
    """A text with the uses in it expanded, but those of busy macros."""
    if len(text) > _LIMIT:
        raise _TooMuchError
    out: list[str] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        assert found is not None
        at = found.end()
        piece = found[0]
        macro = macros.get(piece)
        if macro is not None and macro.name not in busy:
            new, end = _use(macro, text, at, macros, busy, depth)
            if new is not None:
                piece = _apart("".join(out[-1:])[-1:], new.strip(), text[end : end + 1])
                at = end
        out.append(piece)
    return "".join(out)


def _arguments(line: str, at: int) -> tuple[list[str], int] | None:
    """The arguments in the brackets that follow, and where they end; None where there are none on the line."""
    while at < len(line) and line[at] in " \t":
        at += 1
    if line[at : at + 1] != "(":
        return None
    level = 1
    at += 1
    start = at
    found: list[str] = []
    while at < len(line):
        match = _TOKEN.match(line, at)
        assert match is not None
        text = match[0]
        if text == "(":
            level += 1
        elif text == ")":
            level -= 1
            if not level:
                found.append(line[start:at].strip())
                return found, match.end()
        elif text == "," and level == 1:
            found.append(line[start:at].strip())
            start = match.end()
        at = match.end()
    return None


def _filled(macro: Own, arguments: list[str], macros: _Counted, busy: frozenset[str], depth: int) -> str | None:
    """The body with arguments in place of parameters; None where their number does not fit."""
    names = list(macro.parameters or ())
    omitted = ""  # the variadic parameter, where nothing is given for it
    if names and names[-1].endswith("..."):
        names[-1] = names[-1][:-3].strip() or "__VA_ARGS__"
        fixed = len(names) - 1
        omitted = names[-1] if len(arguments) <= fixed or (not fixed and arguments == [""]) else ""
        arguments = [*arguments[:fixed], ", ".join(arguments[fixed:])]
    if not names and arguments == [""]:
        arguments = []
    if len(arguments) != len(names):
        return None
    values = dict(zip(names, arguments, strict=True))
    body = macro.body
    if "__VA_OPT__" in body and macro.parameters and macro.parameters[-1].endswith("..."):
        body = _without_options(body, bool(_again(values[names[-1]], macros, busy, depth + 1).strip()))
    tokens = _TOKEN.findall(body)
    out: list[str] = []
    for index, token in enumerate(tokens):
        if token not in values:
            out.append(token)
            continue
        before = "".join(tokens[:index]).rstrip()
        if before.endswith("#") and not before.endswith("##"):
            while out and out[-1] != "#":
                out.pop()
            out[-1:] = ['"' + re.sub(r'(["\\])', r"\\\1", values[token]) + '"']
        elif token == omitted and before.endswith("##") and before[:-2].rstrip().endswith(","):
            while out.pop() != ",":
                pass
        elif before.endswith("##") or "".join(tokens[index + 1 :]).lstrip().startswith("##"):
            out.append(values[token])
        else:
            out.append(_again(values[token], macros, busy, depth + 1))
    return _joined("".join(out))


def _without_options(body: str, present: bool) -> str:
    """A body with what each `__VA_OPT__(...)` holds, or without."""
    out: list[str] = []
    at = 0
    while at < len(body):
        found = _TOKEN.match(body, at)
        assert found is not None
        held = _arguments(body, found.end()) if found[0] == "__VA_OPT__" else None
        at = found.end() if held is None else held[1]
        out.append(found[0] if held is None else ", ".join(held[0]) if present else "")
    return "".join(out)


def _joined(body: str) -> str:
    """A body with what stands around each `##` made one."""
    return re.sub(r"\s*##\s*", "", body) if "##" in body else body
