"""`#define` lines read: object-like and function-like macros, each body taken apart when the macro is first used.

In: the place of a definition.  Out: a `Macro`.  Rule: `#` before a parameter makes a string of it, `##` joins what
stands around it; any other `#` stays, as it is an assembler's.  What `__VA_OPT__` holds is a body of its own.
"""

from __future__ import annotations

from gasmacro.source.cpp.lexer import NAME, Token, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from gasmacro.source.cpp.unit import Unit

    Piece: TypeAlias = "tuple[int, Token, int, bool]"

PLAIN, ARGUMENT, QUOTED, OPTIONAL, QUOTED_OPTIONAL = range(5)


class BadDefinitionError(Exception):
    """A `#define` that no preprocessor takes."""


class Optional:
    """What `__VA_OPT__(...)` holds: its `body`, whether a `blank` is anywhere in it, and whether it `ends_blank`."""

    __slots__ = ("blank", "body", "ends_blank")

    def __init__(self, body: list[Piece], blank: bool, ends_blank: bool) -> None:
        self.body = body
        self.blank = blank
        self.ends_blank = ends_blank


class Macro:
    """A macro: its `name`, the `unit` and the offset `at` of its name there.

    After `read()`: `parameters` (None for an object-like macro), `variadic`, and `body`, pieces of `(what, token,
    argument, joins)`: a token, or the argument of that index as it is or as a string, or one of `optionals`; `joins`
    whether `##` follows.
    `busy` counts the expansions under way, in which the name stands for itself; `special` is a name whose text is made
    anew at each use, such as `__LINE__`.
    """

    __slots__ = (
        "at", "body", "busy", "called", "end", "name", "optionals", "parameters", "rest", "special", "unit", "variadic",
    )  # fmt: skip

    def __init__(self, name: str, unit: Unit, rest: int, end: int) -> None:
        self.name = name
        self.unit = unit
        self.at = rest - len(name)
        self.rest = rest
        self.end = end
        self.called = unit.text.startswith("(", rest, end)
        self.parameters: list[str] | None = None
        self.variadic = False
        self.body: list[Piece] | None = None
        self.optionals: list[Optional] = []
        self.busy = 0
        self.special = False

    def read(self) -> list[Piece]:
        """The pieces of the body. Raises `BadDefinitionError`."""
        if self.body is None:
            found = tokens(self.unit, self.rest, self.end)
            start = self._parameters(found) if self.called else 0
            body = found[start:]
            if body:
                body[0].blank = False
            self.body = _pieces(body, self.parameters, self.optionals if self.variadic else None)
        return self.body

    def _parameters(self, found: list[Token]) -> int:
        names: list[str] = []
        at = 1
        while at < len(found):
            text = found[at].text
            if text == ")" and not names:
                break
            if text == "...":
                names.append("__VA_ARGS__")
                self.variadic = True
            elif found[at].kind == NAME and text not in names:
                names.append(text)
                if at + 1 < len(found) and found[at + 1].text == "...":
                    self.variadic = True
                    at += 1
            else:
                raise BadDefinitionError
            at += 1
            if at < len(found) and found[at].text == ")":
                break
            if at >= len(found) or found[at].text != "," or self.variadic:
                raise BadDefinitionError
            at += 1
        if at >= len(found):
            raise BadDefinitionError
        self.parameters = names
        return at + 1


def _pieces(found: list[Token], parameters: list[str] | None, optionals: list[Optional] | None) -> list[Piece]:
    """The pieces of a body; what `__VA_OPT__` holds goes to `optionals` (None: the word has no meaning)."""
    indexes = {name: index for index, name in enumerate(parameters or ())}
    out: list[Piece] = []
    at = 0
    while at < len(found):
        token = found[at]
        if token.text == "##":
            if not out or at + 1 == len(found):
                raise BadDefinitionError
            what, last, argument, _ = out[-1]
            out[-1] = (what, last, argument, True)
            at += 1
            continue
        quoted = token.text == "#" and parameters is not None
        after = found[at + 1] if quoted and at + 1 < len(found) else token
        if quoted and after.text in indexes:
            out.append((QUOTED, token, indexes[after.text], False))
            at += 2
        elif optionals is not None and after.kind == NAME and after.text == "__VA_OPT__":
            end = _closed(found, at + (after is not token) + 1)
            inner = found[at + (after is not token) + 2 : end]
            blank = any(each.blank for each in (*inner, found[end]))
            optionals.append(Optional(_pieces(inner, parameters, None), blank, found[end].blank))
            out.append((OPTIONAL if after is token else QUOTED_OPTIONAL, token, len(optionals) - 1, False))
            at = end + 1
        elif token.kind == NAME and token.text in indexes:
            out.append((ARGUMENT, token, indexes[token.text], False))
            at += 1
        else:
            out.append((PLAIN, token, 0, False))
            at += 1
    return out


def _closed(found: list[Token], at: int) -> int:
    """The index of the bracket that closes the one at an index."""
    depth = 0
    for index in range(at, len(found)):
        depth += (found[index].text == "(") - (found[index].text == ")")
        if not depth:
            if index == at:
                break
            return index
    raise BadDefinitionError


class Expanded:
    """One expansion of a C macro: the `macro`, the token that `called` it, and the expansion that token stands in."""

    __slots__ = ("called", "macro")

    def __init__(self, macro: Macro, called: Token) -> None:
        self.macro = macro
        self.called = called

    @property
    def around(self) -> Expanded | None:
        """The expansion in whose body the call stands."""
        return self.called.way
