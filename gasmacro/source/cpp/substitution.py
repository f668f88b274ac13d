"""Bodies filled with arguments, and what families remember of blanks on the way.

In: a macro's pieces and the arguments of a call.  Out: the tokens of the expansion.  Rule: `Padded` puts padding where
an expansion or an argument begins and ends, and the writer makes blanks of it; `Leading` hands the blank before a name
or a parameter to the first token in its place, or to the next one where nothing comes.
"""

from __future__ import annotations

from gasmacro.source.cpp.lexer import CHARACTER, PADDING, STRING, Token, kind_of
from gasmacro.source.cpp.macros import ARGUMENT, OPTIONAL, PLAIN, QUOTED, QUOTED_OPTIONAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from gasmacro.source.cpp.expansion import Level
    from gasmacro.source.cpp.macros import Expanded, Macro, Piece

    Expand: TypeAlias = "Callable[[list[Token]], list[Token]]"
    Blanks: TypeAlias = "Padded | Leading"


_OPTIONS = (OPTIONAL, QUOTED_OPTIONAL)
_STRINGS = (QUOTED, QUOTED_OPTIONAL)


def padding(source: Token | None) -> Token:
    """Padding: `source` is the token whose blank counts, None where an expansion or argument ends."""
    made = Token(PADDING, "", source is not None and source.blank, None, 0 if source is None else 1)
    made.fixed = True
    return made


AVOID = padding(None)


def pads(before: Token | None, token: Token) -> bool:
    """Whether of two paddings in a row the later one counts."""
    return before is None or before is AVOID or (not before.blank and token is AVOID)


class Padded:
    """The way of preprocessors that pad."""

    leads = False

    def begun(self, name: Token) -> Token | None:
        """What stands before an expansion."""
        return padding(name)

    def ended(self, level: Level, outer: Level) -> Token | None:
        """What stands behind an expansion or argument."""
        return AVOID

    def led(self, level: Level, token: Token) -> Token:
        """A token as it is read."""
        return token

    def merged(self, paddings: list[Token]) -> Token:
        """The one padding that several in a row are."""
        found: Token | None = None
        for token in paddings:
            if pads(found, token):
                found = token
        return found or AVOID

    def quoted(self, argument: list[Token], piece: Token, way: Expanded) -> Token:
        """The string of an argument."""
        pieces: list[str] = []
        source: Token | None = None
        for token in argument:
            if token.kind == PADDING:
                if pads(source, token):
                    source = token
                continue
            if pieces and (token.blank if source is None or source is AVOID else source.blank):
                pieces.append(" ")
            source = None
            pieces.append(_escaped(token))
        return _string(pieces, False, piece, way)

    def replaced(self, body: list[Piece], way: Expanded) -> list[Token]:
        """The tokens of an object-like macro."""
        made = [_placed(piece[1], way) for piece in body]
        joins = [piece[3] for piece in body]
        return self._joined(made, joins, way) if True in joins else made

    def substituted(
        self, macro: Macro, body: list[Piece], arguments: list[list[Token]], way: Expanded, expand: Expand
    ) -> tuple[list[Token], bool]:
        """The tokens of a call."""
        out: list[Token] = []
        joins: list[bool] = []
        expanded: dict[int, list[Token]] = {}
        last = len(macro.parameters or ()) - 1
        after = False  # whether `##` stands before
        for index, (what, token, argument, joined) in enumerate(body):
            if what == PLAIN:
                out.append(_placed(token, way))
                joins.append(joined)
                after = joined
                continue
            given = _given(macro, arguments, argument)
            content = given or []
            if what in _OPTIONS:
                content = _bare(self._optional(macro, argument, arguments, way, expand), after, joined)
            if what in _STRINGS:
                content = [self.quoted(content, token, way)]
            elif what == ARGUMENT and not (joined or after):
                if argument not in expanded:
                    expanded[argument] = expand(list(content)) if content else []
                content = expanded[argument]
            if after and macro.variadic and argument == last and out and out[-1].text == "," and what == ARGUMENT:
                if given is None:
                    out.pop()
                    joins.pop()
                else:
                    joins[-1] = False
            elif after and not content and joins:
                joins[-1] = joined
            if index and not after:
                out.append(padding(token))
                joins.append(False)
            if content:
                out += content
                joins += [False] * len(content)
                joins[-1] = joined
            if not joined:
                out.append(AVOID)
                joins.append(False)
            after = joined
        return (self._joined(out, joins, way) if True in joins else out), False

    def _optional(
        self, macro: Macro, index: int, arguments: list[list[Token]], way: Expanded, expand: Expand
    ) -> list[Token]:
        """What an optional part becomes."""
        if not _present(macro, arguments, expand):
            return []
        return self.substituted(macro, macro.optionals[index].body, arguments, way, expand)[0]

    @staticmethod
    def _joined(tokens: list[Token], joins: list[bool], way: Expanded) -> list[Token]:
        """The tokens with those joined that `##` stands between."""
        out: list[Token] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if not joins[at] or token.kind == PADDING:
                out.append(token)
                at += 1
                continue
            whole = token
            more = True
            while more:
                right = at + 1
                while right < len(tokens) and tokens[right] is AVOID:
                    right += 1
                made = _pasted(whole, tokens[right], way) if right < len(tokens) else None
                more = made is not None and joins[right]
                if made is not None:
                    whole, at = made, right
            out += [padding(token), whole, AVOID]
            at += 1
        return out


class Leading:
    """The way of preprocessors whose tokens have their blanks in front."""

    leads = True

    def begun(self, name: Token) -> Token | None:
        """Nothing stands before an expansion."""
        return None

    def ended(self, level: Level, outer: Level) -> Token | None:
        """The blank of a name whose expansion is empty, and that of an empty last argument, go to what follows."""
        if level.macro is not None:
            outer.blank = level.blank or level.trailing
        return None

    def led(self, level: Level, token: Token) -> Token:
        """A token as it is read: the first of an expansion has the blank of the name."""
        if level.index == 1 and level.macro is not None:
            blank = level.blank
        elif level.blank:
            blank = True
        else:
            return token
        level.blank = False
        return token if token.blank == blank else token.copy(blank)

    def merged(self, paddings: list[Token]) -> Token:
        """There is no padding."""
        return AVOID

    def quoted(self, argument: list[Token], piece: Token, way: Expanded, blank: bool = False) -> Token:
        """The string of an argument."""
        pieces: list[str] = []
        for token in argument:
            if pieces and (token.blank or token.fresh):
                pieces.append(" ")
            pieces.append(_escaped(token))
        return _string(pieces, blank, piece, way)

    def replaced(self, body: list[Piece], way: Expanded) -> list[Token]:
        """The tokens of an object-like macro."""
        made = [_placed(piece[1], way) for piece in body]
        joins = [piece[3] for piece in body]
        return self._joined(made, joins, way) if True in joins else made

    def substituted(
        self, macro: Macro, body: list[Piece], arguments: list[list[Token]], way: Expanded, expand: Expand
    ) -> tuple[list[Token], bool]:
        """The tokens of a call, and whether what follows gets a blank."""
        out: list[Token] = []
        joins: list[bool] = []
        expanded: dict[int, list[Token]] = {}
        last = len(macro.parameters or ()) - 1
        blank = False  # whether the next token gets one
        for index, (what, token, argument, joined) in enumerate(body):
            after = index > 0 and body[index - 1][3]
            pasting = after and bool(joins) and joins[-1]  # onto something
            if index and not after and token.blank:
                blank = True
            if what == PLAIN:
                own = token.blank and (pasting or not after)
                out.append(_placed(token, way, blank or own))
                joins.append(joined)
                blank = False
                continue
            given = _given(macro, arguments, argument)
            content = given or []
            if what in _OPTIONS:
                content, trailing = self._optional(macro, argument, arguments, way, expand)
            if what in _STRINGS:
                out.append(self.quoted(content, token, way, blank))
                joins.append(joined)
                blank = False
            elif what == OPTIONAL:
                if pasting:
                    joins[-1] = bool(content) or joined
                _append(out, joins, content, blank or (bool(content) and content[0].blank), joined)
                blank = trailing or (blank and not content)
            elif not (joined or after):
                if argument not in expanded:
                    expanded[argument] = expand(list(content)) if content else []
                content = expanded[argument]
                _append(out, joins, content, blank, joined)
                blank = blank and not content
            elif content:
                if pasting and out[-1].text == "," and macro.variadic and argument == last:
                    joins[-1] = False
                    blank = content[0].blank
                _append(out, joins, content, blank, joined)
                blank = False
            elif not joined and pasting:
                joins[-1] = False
                if given is None and macro.variadic and argument == last and out[-1].text == ",":
                    out.pop()
                    joins.pop()
        return (self._joined(out, joins, way) if True in joins else out), blank

    def _optional(
        self, macro: Macro, index: int, arguments: list[list[Token]], way: Expanded, expand: Expand
    ) -> tuple[list[Token], bool]:
        """What an optional part becomes, and whether what follows gets a blank: for any blank in it, if it is not."""
        optional = macro.optionals[index]
        if not _present(macro, arguments, expand):
            return [], optional.blank
        content, blank = self.substituted(macro, optional.body, arguments, way, expand)
        return content, blank or optional.ends_blank

    @staticmethod
    def _joined(tokens: list[Token], joins: list[bool], way: Expanded) -> list[Token]:
        """The tokens with those joined that `##` stands between."""
        out: list[Token] = []
        at = 0
        while at < len(tokens):
            whole = tokens[at]
            while joins[at] and at + 1 < len(tokens):
                made = _pasted(whole, tokens[at + 1], way)
                if made is None:
                    break
                whole = made
                at += 1
            out.append(whole)
            at += 1
        return out


def _present(macro: Macro, arguments: list[list[Token]], expand: Expand) -> bool:
    """Whether anything is left of the variadic argument, so that what `__VA_OPT__` holds counts."""
    last = len(macro.parameters or ()) - 1
    given = arguments[last] if last < len(arguments) else []
    return any(token.kind != PADDING for token in expand(list(given)))


def _bare(content: list[Token], front: bool, back: bool) -> list[Token]:
    """Tokens without the paddings around them, where something is to be joined to them."""
    first, last = 0, len(content)
    while front and first < last and content[first].kind == PADDING:
        first += 1
    while back and last > first and content[last - 1].kind == PADDING:
        last -= 1
    return content[first:last]


def _append(out: list[Token], joins: list[bool], content: list[Token], blank: bool, joined: bool) -> None:
    if not content:
        return
    out.append(content[0] if content[0].blank == blank else content[0].copy(blank))
    out += content[1:]
    joins += [False] * len(content)
    joins[-1] = joined


def _placed(token: Token, way: Expanded, blank: bool | None = None) -> Token:
    """A body's token in an expansion."""
    return Token(token.kind, token.text, token.blank if blank is None else blank, token.unit, token.at, way)


def _given(macro: Macro, arguments: list[list[Token]], index: int) -> list[Token] | None:
    """An argument; None where it is the variadic one and was left out."""
    if index < len(arguments):
        given = arguments[index]
        alone = macro.variadic and len(macro.parameters or ()) == 1
        return None if alone and not given else given
    return None


def _pasted(left: Token, right: Token, way: Expanded) -> Token | None:
    """What two tokens are as one; None where that is no token."""
    if right.kind == PADDING:
        return None
    text = left.text + right.text
    kind = kind_of(text)
    if kind is None:
        return None
    return Token(kind, text, left.blank, None, 0, left.way or way).spelled(left)


def _escaped(token: Token) -> str:
    if token.kind in (STRING, CHARACTER):
        return token.text.replace("\\", "\\\\").replace('"', '\\"')
    return token.text


def _string(pieces: list[str], blank: bool, piece: Token, way: Expanded) -> Token:
    text = "".join(pieces)
    if (len(text) - len(text.rstrip("\\"))) % 2:
        text = text[:-1]
    return Token(STRING, f'"{text}"', blank, None, 0, way).spelled(piece)
