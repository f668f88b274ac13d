r"""C string pieces: tokens of C, the C macros of one file, and the text that string literals in a row stand for.

In: C text, the `#define`s that hold strings.  Out: runs of text, each with the offset where it stands in the C text.
Rule: adjacent literals are one string; C's escapes are decoded; macros of the file are expanded (with `#` and their
parameters), and what nothing here defines is one opaque word.  An expansion is bounded: what is larger is opaque.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    # The kind, the text, its offset in the C text, and the calls of C macros that led to it, outermost first.
    Token: TypeAlias = "tuple[str, str, int, tuple[Use, ...]]"

_TOKEN = re.compile(
    r"(?P<skip>\s+|(?m:^[ \t]*#[^\n]*)|/\*.*?\*/|//[^\n]*)"
    r"|(?P<raw>(?:u8|[uUL])?R\"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)\")|(?P<string>(?:u8|[uUL])?\"(?:[^\"\\\n]|\\[^\n])*\")"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<number>\.?\d(?:[eEpP][-+]|[\w.])*)|(?P<other>'(?:[^'\\\n]|\\.)*'|\#\#|\.\.\.|.)",
    re.DOTALL,
)
MARK = "\x01"  # stands for the `#` of a `#define` that is kept
_DEFINE = re.compile(
    rf"^[ \t]*{MARK}[ \t]*define[ \t]+([A-Za-z_]\w*)(\([^()\n]*\))?((?:[^\n\\]|\\\r?\n|\\.)*)", re.MULTILINE
)
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+)|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))|([^\\]+)", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "E": "\x1b"}
_NOT_WORD = re.compile(r"\W")
_MOST_TOKENS = 20_000  # that one place may expand to


class Define:
    """A C macro: its `name`, `params` (None without brackets), whether they are `variadic`, and its body's tokens."""

    __slots__ = ("body", "name", "offset", "params", "variadic")

    def __init__(self, name: str, params: str | None, body: list[Token], offset: int) -> None:
        self.name = name
        self.offset = offset
        self.body = body
        self.params: list[str] | None = None
        self.variadic = False
        if params is not None:
            names = [param.strip() for param in params[1:-1].split(",")]
            self.variadic = names[-1].endswith("...")
            if self.variadic:
                names[-1] = names[-1][:-3].strip() or "__VA_ARGS__"
            self.params = [name for name in names if name]


_STRINGIFY = Define("__stringify", "(x...)", [("other", "#", 0, ()), ("name", "x", 0, ())], 0)


class Use:
    """A call of a C macro: its `name`, the offsets of the call and of the definition."""

    __slots__ = ("definition", "name", "offset")

    def __init__(self, name: str, offset: int, definition: int) -> None:
        self.name = name
        self.offset = offset
        self.definition = definition


class Run:
    """A run of a string's text: what it is, the offset of its first character, whether each character is one there
    (`exact`), and the C macros it came through; `opaque` where nobody knows what stands there; `written` is what the
    template has of an operand, else ""."""

    __slots__ = ("exact", "offset", "opaque", "text", "uses", "written")

    def __init__(self, text: str, offset: int, uses: tuple[Use, ...], *, exact: bool, opaque: bool = False) -> None:
        self.text = text
        self.offset = offset
        self.uses = uses
        self.exact = exact
        self.opaque = opaque
        self.written = ""


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens between two offsets."""
    return list(_tokens(text, start, end))


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        kind = found.lastgroup or ""
        if kind != "skip":
            yield kind, found[0], found.start(), ()


def closed(text: str, start: int) -> tuple[list[Token], int]:
    """The tokens from behind an opening bracket up to the one that closes it, and the offset behind that; -1 if none
    does."""
    out: list[Token] = []
    level = 1
    for token in _tokens(text, start, len(text)):
        if token[1] in ("(", "[", "{") and token[0] == "other":
            level += 1
        elif token[1] in (")", "]", "}") and token[0] == "other":
            level -= 1
            if not level:
                return out, token[2] + 1
        out.append(token)
        if len(out) > _MOST_TOKENS:
            break
    return out, -1


def kept_defines(text: str) -> str:
    """A C source in which the `#define`s that hold strings, or name one that does, are text: their `#` is `MARK`."""
    bodies = {found[3]: found[4] for found in _HASH_DEFINE.finditer(text)} if "define" in text else {}
    kept = {name for name, body in bodies.items() if '"' in body or "#" in body}
    waiting = {name: set(_NAME.findall(body)) for name, body in bodies.items() if name not in kept} if kept else {}
    more = kept
    while more:
        more = {name for name, words in waiting.items() if name not in kept and words & more}
        kept |= more
    return _HASH_DEFINE.sub(lambda found: _marked(found) if found[3] in kept else found[0], text)


_HASH_DEFINE = re.compile(r"^([ \t]*)#([ \t]*define[ \t]+([A-Za-z_]\w*)((?:[^\n\\]|\\\r?\n|\\.)*))", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z_]\w*")


def _marked(found: re.Match[str]) -> str:
    return f"{found[1]}{MARK}{found[2]}"


def defines(text: str) -> dict[str, Define]:
    """The C macros that marked lines of a text define, the last definition of each name, and the well-known one."""
    found = {"__stringify": _STRINGIFY}
    if MARK in text:
        for match in _DEFINE.finditer(text):
            body = tokens(text, match.start(3), match.end(3))
            body = [token for token in body if token[1] not in ("\\", "\\\n")]
            found[match[1]] = Define(match[1], match[2], body, match.start(1))
    return found


def expanded(given: Sequence[Token], known: Mapping[str, Define], text: str) -> list[Token]:
    """Tokens with the known C macros expanded."""
    out: list[Token] = []
    _expand(list(given), known, text, frozenset(), out)
    return out


def _expand(
    given: list[Token], known: Mapping[str, Define], text: str, hidden: frozenset[str], out: list[Token]
) -> None:
    at = 0
    while at < len(given) and len(out) < _MOST_TOKENS:
        token = given[at]
        at += 1
        define = known.get(token[1]) if token[0] == "name" and token[1] not in hidden else None
        if define is None or len(hidden) > 100:
            out.append(token)
            continue
        args: list[list[Token]] | None = None
        if define.params is not None:
            args, behind = _arguments(given, at)
            if args is None:
                out.append(token)
                continue
            at = behind
        use = (*token[3], Use(define.name, token[2], define.offset))
        _expand(_substituted(define, args, use, text), known, text, hidden | {define.name}, out)


def _arguments(given: list[Token], at: int) -> tuple[list[list[Token]] | None, int]:
    """The arguments of a call whose bracket opens at an index, and the index behind it; None where none opens."""
    if at >= len(given) or given[at][1] != "(":
        return None, at
    level = 0
    args: list[list[Token]] = [[]]
    for index in range(at, len(given)):
        text = given[index][1] if given[index][0] == "other" else ""
        level += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
        if not level:
            return args, index + 1
        if text == "," and level == 1:
            args.append([])
        elif index > at:
            args[-1].append(given[index])
    return None, at


def _substituted(define: Define, args: list[list[Token]] | None, use: tuple[Use, ...], text: str) -> list[Token]:
    """A macro's body with its arguments in place, the tokens of the body known by its use."""
    values: dict[str, list[Token]] = {}
    params = define.params or []
    if args is not None:
        for index, name in enumerate(params):
            last = define.variadic and index == len(params) - 1
            rest = args[index:] if last else args[index : index + 1]
            values[name] = [token for number, arg in enumerate(rest) for token in [*_comma(number, use), *arg]]
    out: list[Token] = []
    body = define.body
    index = 0
    while index < len(body):
        kind, word, offset, _ = body[index]
        index += 1
        if word == "#" and index < len(body) and body[index][1] in values:
            out.append(_stringified(values[body[index][1]], offset, use, text))
            index += 1
        elif word == "##":
            continue
        elif kind == "name" and word in values:
            out += [(kind, word, offset, (*before, use[-1])) for kind, word, offset, before in values[word]]
        else:
            out.append((kind, word, offset, use))
    return out


def _comma(number: int, use: tuple[Use, ...]) -> list[Token]:
    return [("other", ",", 0, use)] if number else []


def _stringified(arg: list[Token], offset: int, use: tuple[Use, ...], text: str) -> Token:
    """The string that `#` makes of an argument: its text where it stands in one piece and holds no quote."""
    if not arg:
        return ("made", "", offset, use)
    first, last = arg[0], arg[-1]
    written = text[first[2] : last[2] + len(last[1])]
    if first[2] > last[2] or '"' in written or "made" in (first[0][:4], last[0][:4]):
        return ("name", "string", offset, use)
    whole = " ".join(written.split())
    return ("made" if whole != written else "made exactly", whole, first[2], (*first[3], use[-1]))


def runs(given: Sequence[Token]) -> list[Run]:
    """The text that literals in a row stand for, names and calls between them as opaque words."""
    out: list[Run] = []
    index = 0
    while index < len(given):
        kind, word, offset, uses = given[index]
        index += 1
        if kind == "string":
            start = word.index('"') + 1
            out += decoded(word[start:-1], offset + start, uses)
        elif kind == "raw":
            start, end = word.index("(") + 1, word.rindex(")")
            out.append(Run(word[start:end], offset + start, uses, exact=True))
        elif kind.startswith("made"):
            found = decoded(word, offset, uses)
            for run in found:
                run.exact = run.exact and kind != "made"
            out += found
        elif word == "#":
            continue
        elif kind in ("name", "number"):
            _, behind = _arguments(list(given[index : index + 400]), 0)
            out.append(Run(f"opaque_{_NOT_WORD.sub('_', word)}", offset, uses, exact=False, opaque=True))
            out[-1].written = word
            index += behind
        elif word not in ("(", ")"):
            out.append(Run("opaque", offset, uses, exact=False, opaque=True))
    return _separated(out)


def _separated(given: list[Run]) -> list[Run]:
    """Runs in which an opaque word that begins a line, with a statement behind it, is a statement of its own."""
    out: list[Run] = []
    fresh = True
    for index, run in enumerate(given):
        out.append(run)
        if run.opaque and fresh and index + 1 < len(given) and _STATEMENT.match(given[index + 1].text):
            out.append(Run("\n", run.offset, run.uses, exact=False))
        elif run.text:
            fresh = run.text.endswith(("\n", ";")) or (fresh and run.text.isspace())
    return out


_STATEMENT = re.compile(r"\s*(?:\.|[A-Za-z_]\w*[\s:])|\s+\Z")


def decoded(inside: str, offset: int, uses: tuple[Use, ...] = ()) -> list[Run]:
    """The runs of one literal: plain stretches as they are, each escape as the character that it stands for."""
    if "\\" not in inside:
        return [Run(inside, offset, uses, exact=True)]
    out = []
    for found in _ESCAPE.finditer(inside):
        octal, hexadecimal, short, long, letter, plain = found.groups()
        if plain is not None:
            out.append(Run(plain, offset + found.start(), uses, exact=True))
            continue
        if letter is not None:
            text = _PLAIN.get(letter, letter)
        elif octal or hexadecimal:
            text = _byte(int(octal, 8) if octal else int(hexadecimal, 16) & 255)
        else:
            number = int(short or long, 16)
            text = chr(number) if number < 0x110000 else "?"
        out.append(Run(text, offset + found.start(), uses, exact=False))
    return out


def _byte(number: int) -> str:
    """A byte as the text of a source has it."""
    return chr(number) if number < 128 else bytes((number,)).decode("utf-8", "surrogateescape")
