"""Macro expansion over a stack of token lists.

In: lines of tokens, and the macros that hold.  Out: the tokens that are left.  Rule: C's; a macro's name met inside its
own expansion is never expanded again.  Where a call runs on over lines, they are fetched; `EOL` tokens stand between
lines that were fetched and not taken in.  What families do differently about blanks is in `substitution`.
"""

from __future__ import annotations

from gasmacro.source.cpp.lexer import EOL, NAME, PADDING, Token
from gasmacro.source.cpp.macros import Expanded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from gasmacro.source.cpp.macros import Macro
    from gasmacro.source.cpp.substitution import Blanks

    More: TypeAlias = "Callable[[], list[Token] | None]"
    Special: TypeAlias = "Callable[[Token], Token]"

LIMIT = 1_000_000  # tokens that the calls of a source may make


class UseError(Exception):
    """A use of a macro that no preprocessor takes: what is wrong, and the token that used it."""

    def __init__(self, message: str, token: Token) -> None:
        super().__init__(message)
        self.message = message
        self.token = token


class TooMuchError(Exception):
    """An expansion past all measure."""


class Level:
    """A list of tokens being read: `macro` is the one whose expansion it is (None: a line or an argument); `blank`
    waits for the next token, `trailing` for what follows the level."""

    __slots__ = ("blank", "index", "macro", "tokens", "trailing")

    def __init__(self, tokens: list[Token], macro: Macro | None, blank: bool, trailing: bool = False) -> None:
        self.tokens = tokens
        self.macro = macro
        self.index = 0
        self.blank = blank
        self.trailing = trailing


class Expander:
    """Expands tokens. `macros` are those that hold, `specials` make the token of a name such as `__LINE__`, `more`
    gives the next line's tokens where a call runs on (None: there is none), `blanks` is the family's way."""

    def __init__(
        self, macros: Mapping[str, Macro], specials: Mapping[str, Special], blanks: Blanks, more: More | None = None
    ) -> None:
        self.macros = macros
        self.specials = specials
        self.blanks = blanks
        self.more = more
        self.count = 0
        self._levels: list[Level] = []

    def expand(self, tokens: list[Token]) -> list[Token]:
        """What a list of tokens becomes."""
        levels = self._levels
        floor = len(levels)
        levels.append(Level(tokens, None, False))
        out: list[Token] = []
        try:
            while (token := self._expanded(floor)) is not None:
                out.append(token)
        finally:
            while len(levels) > floor:
                self._leave(levels.pop())
        return out

    @staticmethod
    def _leave(level: Level) -> None:
        if level.macro is not None:
            level.macro.busy -= 1

    def _next(self, floor: int) -> Token | None:
        """The next token as it stands, None at the end of the level `floor`."""
        levels = self._levels
        while True:
            level = levels[-1]
            if level.index < len(level.tokens):
                token = level.tokens[level.index]
                level.index += 1
                return self.blanks.led(level, token) if self.blanks.leads else token
            if len(levels) == floor + 1:
                return None
            self._leave(levels.pop())
            ended = self.blanks.ended(level, levels[-1])
            if ended is not None:
                return ended

    def _expanded(self, floor: int) -> Token | None:
        """The next token of the full expansion."""
        while True:
            token = self._next(floor)
            if token is None or token.kind != NAME or token.fixed:
                return token
            macro = self.macros.get(token.text)
            if macro is None:
                return token
            if macro.busy:
                fixed = token.copy(token.blank)
                fixed.fixed = True
                return fixed
            if macro.special:
                self._levels.append(Level([self.specials[token.text](token)], None, False))
            elif not self._enter(macro, token, floor):
                return token
            begun = self.blanks.begun(token)
            if begun is not None:
                return begun

    def _enter(self, macro: Macro, token: Token, floor: int) -> bool:
        """Begin a macro's expansion; False where the name is no call."""
        body = macro.read()
        way = Expanded(macro, token)
        if macro.parameters is None:
            made, trailing = self.blanks.replaced(body, way), False
        else:
            if not self._open(floor):
                return False
            arguments = self._arguments(macro, token, floor)
            made, trailing = self.blanks.substituted(macro, body, arguments, way, self.expand)
        macro.busy += 1
        self.count += len(made)
        if self.count > LIMIT:
            raise TooMuchError
        self._levels.append(Level(made, macro, token.blank, trailing))
        return True

    def _open(self, floor: int) -> bool:
        """Take the `(` of a call if it is there; what stands there instead stays."""
        paddings: list[Token] = []
        lines = -1  # the index of the first end of a line that was passed over
        while True:
            token = self._next(floor)
            if token is None:
                if not self._fetched(floor):
                    break
                continue
            if token.kind == EOL:
                lines = self._levels[-1].index - 1 if lines < 0 else lines
            elif token.kind == PADDING:
                paddings.append(token)
            elif token.text == "(":
                return True
            else:
                self._levels[-1].index -= 1
                break
        if lines >= 0:
            self._levels[-1].index = lines
        if paddings:
            self._levels.append(Level([self.blanks.merged(paddings)], None, False))
        return False

    def _fetched(self, floor: int) -> bool:
        """Whether the line goes on in another one."""
        if floor or self.more is None:
            return False
        line = self.more()
        if line is None:
            return False
        if line:
            line[0].fresh = True
            if not self.blanks.leads:
                line[0].blank = True
        self._levels[0].tokens += [Token(EOL, "", False, None, 0), *line]
        return True

    def _arguments(self, macro: Macro, called: Token, floor: int) -> list[list[Token]]:
        """The arguments of a call, its `(` taken. An omitted variadic argument is left out."""
        names = macro.parameters or ()
        arguments: list[list[Token]] = []
        current: list[Token] = []
        depth = 0
        while True:
            token = self._next(floor)
            if token is None:
                if not self._fetched(floor):
                    raise UseError(f'the call of "{macro.name}" has no end', called)
                continue
            if token.kind == EOL or (token.kind == PADDING and not current):
                continue
            text = token.text
            if text == "(":
                depth += 1
            elif text == ")":
                if not depth:
                    break
                depth -= 1
            elif text == "," and not depth and not (macro.variadic and len(arguments) >= len(names) - 1):
                arguments.append(_trimmed(current))
                current = []
                continue
            elif token.kind == NAME and not token.fixed and (known := self.macros.get(text)) is not None and known.busy:
                token = token.copy(token.blank)
                token.fixed = True
            current.append(token)
        arguments.append(_trimmed(current))
        if not names and arguments == [[]]:
            return []
        least = len(names) - macro.variadic
        if len(arguments) < least or (len(arguments) > len(names)):
            raise UseError(f'"{macro.name}" takes {len(names)} arguments and is given {len(arguments)}', called)
        return arguments


def _trimmed(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[-1].kind == PADDING:
        tokens.pop()
    return tokens
