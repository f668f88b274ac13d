"""An invocation's operand text in, the values of the macro's formals out, by either way of cutting actuals.

Rule: positional actuals go to the formals in order, keyword ones to theirs; a formal without actual takes its default;
a vararg formal takes the rest of the text.  What counts as no actual, and what is refused, differs (fixtures `inv-*`).
"""

from __future__ import annotations

import re

from gasmacro.syntax.split_characters import SplitError, keyword, skip_separator, value
from gasmacro.syntax.tokens import Cursor, TokenError, spelling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from gasmacro.engine.macros import Formal, Macro
    from gasmacro.targets.schema import Profile


class Binding:
    """What an invocation binds: `values` by formal, `messages` as (severity, text). `refused` where one is an error."""

    __slots__ = ("alike", "everywhere", "messages", "plain", "refused", "values")

    def __init__(self, values: dict[str, str], messages: tuple[tuple[str, str], ...] = ()) -> None:
        self.values = values
        self.messages = messages
        self.refused = any(severity == "error" for severity, _ in messages)
        self.plain: bool | None = None  # whether no value can move the ends of statements; the engine finds out once
        self.everywhere = False  # whether every way of cutting gives the same
        self.alike: dict[tuple[str, str], int] = {}  # how the values of another assembler's text and way differ


def bind(
    macro: Macro, text: str, profile: Profile, altmacro: bool, number: Callable[[str], tuple[str, int]]
) -> Binding:
    """The binding of an operand text. `number` evaluates a `%` expression at the start of a text in altmacro mode: it
    gives the decimal text and where the expression ends, and raises `SplitError` where the assembler refuses it."""
    way = _by_characters if profile.reads == "characters" else _by_tokens
    if altmacro and "%" in text:
        return way(macro, text, profile, altmacro, number)
    key = (text, altmacro)
    known = macro.bindings.get(key)
    if known is None:
        known = _simple(macro, text) if not altmacro else None
        known = macro.bindings[key] = known or way(macro, text, profile, altmacro, number)
    return known


_NAME_OR_NUMBER = r"[%$]?(?:[A-Za-z_]\w*|\d+)"
_SIMPLE = re.compile(rf"{_NAME_OR_NUMBER}(?:,[ \t]*{_NAME_OR_NUMBER})*", re.ASCII)
_COMMA = re.compile(r",[ \t]*")


def _simple(macro: Macro, text: str) -> Binding | None:
    """Names and numbers between commas, one for each formal: what every way of cutting gives; else None."""
    if not _SIMPLE.fullmatch(text):
        return None
    values = _COMMA.split(text)
    if len(values) != len(macro.names) or (macro.formals and macro.formals[-1].kind == "vararg"):
        return None
    bound = Binding(dict(zip(macro.names, values, strict=True)))
    bound.everywhere = True
    return bound


def rebound(
    macro: Macro, text: str, profile: Profile, altmacro: bool, number: Callable[[str], tuple[str, int]]
) -> Binding:
    """The binding of an operand text by another profile's way. Arguments as for `bind`."""
    way = _by_characters if profile.reads == "characters" else _by_tokens
    return way(macro, text, profile, altmacro, number)


def _by_characters(
    macro: Macro, text: str, profile: Profile, altmacro: bool, number: Callable[[str], tuple[str, int]]
) -> Binding:
    values: dict[str, str] = {}
    messages: list[tuple[str, str]] = []
    try:
        _cut(macro, text, profile, altmacro, number, values, messages)
    except SplitError as error:
        messages.append(("error", str(error)))
    _fill_empty(macro, values, messages)
    return Binding(values, tuple(messages))


def _cut(
    macro: Macro,
    text: str,
    profile: Profile,
    altmacro: bool,
    number: Callable[[str], tuple[str, int]],
    values: dict[str, str],
    messages: list[tuple[str, str]],
) -> None:
    """Cut a scrubbed text into actuals, formal by formal. Raises `SplitError` where the assembler stops."""
    formals = macro.formals
    position, index, size = skip_blanks(text, 0), 0, len(text)
    keywords = False
    while position < size:
        named = None if altmacro else keyword(text, position, profile)
        if named:
            keywords = True
            name, position = named
            found, position = _one_value(text, position, altmacro, number)
            _bind_keyword(macro, name, found, values, messages)
        else:
            if keywords:
                raise SplitError("can't mix positional and keyword arguments")
            if index >= len(formals):
                raise SplitError("too many positional arguments")
            formal = formals[index]
            index += 1
            if formal.kind == "vararg":
                values[formal.name] = text[position:]
                return
            values[formal.name], position = _one_value(text, position, altmacro, number)
        position = skip_separator(text, position)


def _bind_keyword(macro: Macro, name: str, found: str, values: dict[str, str], messages: list[tuple[str, str]]) -> None:
    if name not in macro.names:
        messages.append(("error", f"Parameter named `{name}' does not exist for macro `{macro.name}'"))
        return
    if values.get(name):
        messages.append(("warning", f"Value for parameter `{name}' of macro `{macro.name}' was already specified"))
    values[name] = found


def skip_blanks(text: str, position: int) -> int:
    """Past blanks."""
    while text[position : position + 1] == " ":
        position += 1
    return position


def _one_value(text: str, position: int, altmacro: bool, number: Callable[[str], tuple[str, int]]) -> tuple[str, int]:
    if altmacro and text[position : position + 1] == "%":
        found, length = number(text[position + 1 :])
        return found, position + 1 + length
    return value(text, position, altmacro)


def _fill_empty(macro: Macro, values: dict[str, str], messages: list[tuple[str, str]]) -> None:
    """Defaults where a formal has no text: an empty actual counts as none."""
    for formal in macro.formals:
        if not values.get(formal.name):
            if formal.kind == "req":
                messages.append(
                    ("error", f"Missing value for required parameter `{formal.name}' of macro `{macro.name}'")
                )
            values[formal.name] = formal.default or ""


def _by_tokens(
    macro: Macro, text: str, profile: Profile, altmacro: bool, number: Callable[[str], tuple[str, int]]
) -> Binding:
    given: dict[str, str] = {}
    messages: list[tuple[str, str]] = []
    try:
        _collect(macro, Cursor(text, profile), profile, altmacro, number, given)
    except (TokenError, SplitError) as error:
        messages.append(("error", str(error)))
    values = {}
    for formal in macro.formals:
        if formal.name in given:
            values[formal.name] = given[formal.name]
            continue
        if formal.kind == "req" and not messages:
            messages.append(("error", f"missing value for required parameter '{formal.name}' in macro '{macro.name}'"))
        values[formal.name] = formal.default or ""
    return Binding(values, tuple(messages))


def _collect(
    macro: Macro,
    cursor: Cursor,
    profile: Profile,
    altmacro: bool,
    number: Callable[[str], tuple[str, int]],
    given: dict[str, str],
) -> None:
    formals = {formal.name: formal for formal in macro.formals}
    order = macro.formals
    index = 0
    named = comma = False
    while cursor.kind() or comma:
        if order and index >= len(order):
            raise TokenError("too many positional arguments")
        name = cursor.keyword()
        if name is None:
            if named:
                raise TokenError("cannot mix positional and keyword arguments")
            formal = order[index] if order else None
        else:
            named = True
            formal = formals.get(name)
            if formal is None:
                raise TokenError(f"parameter named '{name}' does not exist for macro '{macro.name}'")
        rest = bool(order) and index == len(order) - 1 and order[-1].kind == "vararg"
        found = token_actual(cursor, formal, altmacro, number, rest=rest)
        if formal is None:
            if found is not None:
                raise TokenError("too many positional arguments")
        elif found is not None:
            given[formal.name] = found
        index += 1
        comma = cursor.kind() == "comma"
        if comma:
            cursor.advance()


def token_actual(
    cursor: Cursor,
    formal: Formal | None,
    altmacro: bool,
    number: Callable[[str], tuple[str, int]],
    *,
    rest: bool = False,
) -> str | None:
    """The text of the actual at a cursor, None where none stands there.

    `rest`: in the place of a vararg formal the rest of the text is one string, whatever formal a keyword names; to an
    ordinary formal it comes without its first and last character, as every string does (inv-244).
    """
    vararg = formal is not None and formal.kind == "vararg"
    if altmacro:
        found = _alternate(cursor, number)
        if found is not None:
            return found
    if rest:
        text = cursor.rest() if cursor.kind() else None
        return text if vararg or text is None else text[1:-1]
    actual = cursor.actual()
    return spelling(actual, quotes=vararg) if actual else None


def _alternate(cursor: Cursor, number: Callable[[str], tuple[str, int]]) -> str | None:
    """A `%expression` or `<text>` actual of altmacro mode, None where neither begins."""
    if not cursor.kind():
        return None
    _, text, start = cursor.items[cursor.position]
    if text == "%":
        found, length = number(cursor.text[start + 1 :])
        cursor.move(start + 1 + length)
        cursor.skip()
        return found
    if text == "<":
        end = angle_end(cursor.text, start)
        if end is not None:
            cursor.move(end)
            cursor.skip()
            return _unbang(cursor.text[start + 1 : end - 1])
    return None


def angle_end(text: str, start: int) -> int | None:
    """Past the `>` that closes the `<` at a position, None where none does on the line or nothing stands between."""
    position = start + 1
    while position < len(text) and text[position] not in "\r\n":
        if text[position] == "!":
            position += 1
        elif text[position] == ">":
            return position + 1 if position > start + 1 else None
        position += 1
    return None


def _unbang(text: str) -> str:
    out = []
    position = 0
    while position < len(text):
        if text[position] == "!" and position + 1 < len(text):
            position += 1
        out.append(text[position])
        position += 1
    return "".join(out)
