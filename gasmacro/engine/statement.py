"""A statement's text in, its parts out: labels, operation, operands, and who handles it.

Rule: labels (names, quoted names, numbers, each before a colon) come first; then an assignment (`name = value`) or an
operation.  The operation decides: a directive of the macro layer has a handler, anything else stays as it is unless a
macro of that name exists when it is reached.
"""

from __future__ import annotations

import re

from gasmacro.syntax.scrub import scrub

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gasmacro.syntax.scanner import Item
    from gasmacro.targets.schema import Profile

_BLOCK = r"/\*(?:[^*]|\*(?!/))*+\*/"
_HEAD = {
    "characters": re.compile(
        r"[ \t\r]*((?:(?:[^\x00-#%-\-/:-@\[-^`{-\x7f]+|\"(?:[^\"\\]|\\.)*\")[ \t\r]*:(?!:)[ \t\r]*)*)"
        r"([^\x00-#%-\-/:-@\[-^`{-\x7f]*)",
        re.DOTALL,
    ),
    "tokens": re.compile(
        rf"(?:[ \t]|{_BLOCK})*+"
        rf"((?:(?:[A-Za-z_.$@?][\w.$@?#]*|\d+|\"(?:[^\"\\]|\\.)*\")(?:[ \t]|{_BLOCK})*:(?:[ \t]|{_BLOCK})*)*)"
        r"(\"(?:[^\"\\]|\\.)*\"|[A-Za-z_.$@?][\w.$@?#]*|)",
        re.DOTALL,
    ),
}
_SCRUBBED_HEAD = re.compile(
    r"((?:(?:[^\x00-#%-\-/:-@\[-^`{-\x7f]+|\"(?:[^\"\\]|\\.)*\"):(?!:))*)([^\x00-#%-\-/:-@\[-^`{-\x7f]*)", re.DOTALL
)
_DIRECTIVE = re.compile(r"\.\w+")
_CONDITIONAL = frozenset(("if", "else", "elseif", "endif"))
_LABEL = re.compile(r"((?:[\w.$@?]|[^\x00-\x7f])+|\"(?:[^\"\\]|\\.)*\")[ \t\r]*(?:/\*.*?\*/[ \t]*)*:", re.DOTALL)
_EQUALS = re.compile(r"[ \t]*(==?)(?!=)(.*)", re.DOTALL)


_COMMENT_NEXT = re.compile(r"[ \t\r]*/\*|'")


class Parsed:
    """A statement taken apart. `labels` their names; `label_text` as written; `key` the operation as it is looked up;
    `rest` the raw text behind the operation; `handler` the name of what handles it ("" for none); `scrubbed` the whole
    statement as it came out of the scrub, "" where only `rest` will go through it, when it is asked for;
    `quick` what its handler compiled of it, () where there is nothing to compile."""

    __slots__ = ("handler", "key", "label_text", "labels", "op", "operands_text", "quick", "rest", "scrubbed")

    def __init__(self, labels: tuple[str, ...], label_text: str, op: str, key: str, rest: str, handler: str) -> None:
        self.labels = labels
        self.label_text = label_text
        self.op = op
        self.key = key
        self.rest = rest
        self.handler = handler
        self.scrubbed = ""
        self.quick: Any = None
        self.operands_text: str | None = None


def parse(text: str, profile: Profile, handlers: dict[str, str]) -> Parsed:
    """A statement's text taken apart. `handlers` maps the macro layer's directives to their handlers."""
    scrubs = profile.reads == "characters"
    scrubbed = False
    found = _HEAD[profile.reads].match(text)
    assert found is not None
    end = found.end()
    if scrubs and ("/*" in found[0] or _COMMENT_NEXT.match(text, end)):
        text, scrubbed = scrub(text, profile), True
        found = _SCRUBBED_HEAD.match(text)
        assert found is not None
        end = found.end()
    label_text, op = found[1], found[2]
    if label_text and not scrubs and label_text[0] == ".":
        first = _DIRECTIVE.match(label_text)
        if first and handlers.get(fold(first[0], profile)) in _CONDITIONAL:  # conditionals are looked for before labels
            label_text, op, end = "", first[0], found.start(1) + first.end()
    labels = tuple(_LABEL.findall(label_text)) if label_text else ()
    rest = text[end:]
    key = op
    handler = ""
    if op:
        if op[0] == '"':
            key = op[1:-1]
        key = fold(key, profile)
        if "=" in rest:
            equals = _EQUALS.match(rest)
            if equals and (equals[1] == "=" or profile.double_equals_assigns):
                handler, rest = ("assign" if equals[1] == "=" else "assign_lazy"), equals[2]
        if not handler:
            handler = handlers.get(key, "")
            if not handler and key in profile.swallows_line_end and not rest.strip(" \t\r"):
                handler = "bare"
    if "/*" in text and not scrubs and "/*" in _CLOSED.sub("", text):
        handler = "open comment"
    parsed = Parsed(labels, label_text, op, key, rest, handler)
    if scrubbed:
        parsed.scrubbed = text
    return parsed


def fold(name: str, profile: Profile) -> str:
    """An operation as it is looked up: in lower case where the assembler ignores case."""
    if name.islower():
        return name
    if profile.macro_names_fold or (name[:1] == "." and profile.any_case == "directives"):
        return name.lower()
    return name


def uncommented(text: str) -> str:
    """A statement's text without the block comments that it begins with."""
    found = _COMMENTS.match(text)
    return text[found.end() :] if found else text


_CLOSED = re.compile(rf"\"(?:[^\"\\]|\\.)*\"|{_BLOCK}", re.DOTALL)
_COMMENTS = re.compile(rf"(?:[ \t]*{_BLOCK}[ \t]*)+")


def follows(first: Item, second: Item) -> bool:
    """Whether nothing stands between two statements, not even an empty line."""
    return second.line <= first.line + first.text.count("\n") + 1


def operands(parsed: Parsed, profile: Profile) -> str:
    """The operand text as the assembler's own reader of it wants it: scrubbed, or raw with the blanks around it cut."""
    if parsed.operands_text is None:
        rest = parsed.rest
        if rest[:1] == '"' and parsed.handler and profile.glued_quote_is_lost:
            rest = rest[1:]
        if profile.reads == "characters" and not parsed.scrubbed:
            rest = scrub("x" + rest, profile)[1:]
        parsed.operands_text = rest.lstrip(" \t")
    return parsed.operands_text
