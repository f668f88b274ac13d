"""What an assembler makes of one statement that stays, as far as that can be told without being the assembler.

In: a statement's text, the profile.  Out: a `Reading`.  Rule: data is read to its bytes where they are known; a
directive or operand that the assembler rejects is told so; an operand read as a symbol that nobody can have meant is
told with the symbol; anything else is its tokens.  Each distinct text is read once per profile.
"""

from __future__ import annotations

import functools
import re

from gasmacro.compare.forms import modeless, modeless_forms, refused_directive
from gasmacro.compare.lexical import is_plain, lexed, operation
from gasmacro.compare.noted import cancels, labelled, noted
from gasmacro.compare.refusals import Refusal, Sense
from gasmacro.engine.conditions import assignment
from gasmacro.engine.data import read_data
from gasmacro.engine.expressions import ExpressionError
from gasmacro.engine.statement import operands, parse
from gasmacro.engine.symbols import Symbols
from gasmacro.syntax.scrub import scrub
from gasmacro.targets.mnemonics import knows_mnemonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from typing import Any, TypeAlias

    from gasmacro.compare.noted import Noted
    from gasmacro.engine.events import Event, Warned
    from gasmacro.engine.statement import Parsed
    from gasmacro.targets.schema import Profile

    # Kind, spelling, and what the kind adds: the bytes (with the labels before them), the message, the symbol, or the
    # value that an assignment gives.
    Reading: TypeAlias = "tuple[str, str, Any]"

BYTES, TEXT, REJECTED, SYMBOL = "bytes", "text", "rejected", "symbol"

# What may follow a symbol inside an expression; anything else is junk behind it.
_BEHIND = re.compile(r"[-+*/%&|^<>=!)]|\Z")


_WORDS = re.compile(r"[\w.$]+")


# What every assembler reads alike: a label alone, and the place of labels, or the distance of two, as data.
_LABEL = re.compile(r"(?:((?:\.L)?[A-Za-z_][\w.$]*+)|\d++):", re.ASCII)
_PLACES = re.compile(
    r"(\.(?:long|quad|4byte|8byte))[ \t]++((?:\.L|_)[\w$]*+)(?:[ \t]*+-[ \t]*+((?:\.L|_)[\w$]*+|\.))?+[ \t]*+", re.ASCII
)


class _Open(Symbols):
    """Symbols of a statement out of its place: any name, and any numeric label, may stand for something."""

    def numeric(self, number: int, direction: str) -> str | None:
        """A name for a numeric label, wherever it is."""
        return f"{number}{direction}"


class Reader:
    """Reads statements under one profile. `defined` names that the source itself gives a meaning; `suspects` operations
    (in lower case) that may be no instruction, being macros to others; `operations` those met so far; `noted` what of
    the texts read so far matters to other statements; `registers` names that the source gives to registers, so that
    an operand of that name is none in memory."""

    def __init__(
        self,
        profile: Profile,
        defined: Container[str] = (),
        suspects: frozenset[str] = frozenset(),
        registers: frozenset[str] = frozenset(),
    ) -> None:
        self.profile = profile
        self.defined = defined
        self.registers = registers
        self.suspects = suspects
        self.operations: set[str] = set()
        self._listed = _listed(profile)
        self._used: set[str] = set()  # directives of which the list of known ones was asked
        self._known: dict[str, Reading] = {}
        self.noted: dict[str, Noted] = {}
        self.warned: list[tuple[Event, Warned]] = []  # what the assembler warns of and another does not
        self._symbols = _Open(unknown_names=True)

    def __call__(self, text: str) -> Reading:
        """The reading of a statement."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._read(text)
        return known

    def strange(self) -> bool:
        """Whether anything read so far is rejected, or read as nobody can have meant it."""
        return any(reading[0] in (REJECTED, SYMBOL) for reading in self._known.values())

    def unlisted(self, profile: Profile) -> set[str]:
        """The directives met so far that a profile does not know."""
        return self._used - _listed(profile)

    def _read(self, text: str) -> Reading:
        if (label := _LABEL.fullmatch(text)) is not None:
            if label[1]:
                self.noted[text] = labelled(label[1])
            self.operations.add("")
            return (TEXT, text, None)
        if (data := _PLACES.fullmatch(text)) is not None and data[2] != data[3]:
            row = self.profile.data_directives.get(data[1])
            if row is not None and not row[2]:
                return (TEXT, lexed(text, self.profile), None)
        return self._parsed(text)

    def _parsed(self, text: str) -> Reading:  # noqa: PLR0911
        """The reading of a statement that is taken apart for it."""
        profile = self.profile
        spelling = lexed(text, profile)
        clean = _clean(text, profile)
        parsed = parse(clean, profile, {})
        if (says := noted(parsed, profile)) is not None:
            self.noted[text] = says
        if "\0" in clean and not profile.nul_is_blank:
            return (REJECTED, spelling, Refusal("a NUL ends the statement", "nul"))
        if _ASSIGNS_TWICE.match(parsed.rest) and not profile.double_equals_assigns:
            return (REJECTED, spelling, Refusal("unexpected token `=='", "lazy-assignment"))
        if parsed.key in profile.swallows_line_end and not parsed.rest.strip():
            return (
                TEXT,
                spelling,
                None,
            )  # it takes its line's end along; whether that is refused, what follows decides
        if parsed.op != "." and (parsed.handler or profile.directives.get(parsed.key) == "set"):
            return self._assignment(parsed, spelling)
        if parsed.key[:1] == "." and parsed.key != ".":
            return self._directive(parsed, spelling)
        if broken := _broken(spelling, parsed, profile):
            return (REJECTED, spelling, broken)
        self.operations.add(parsed.key.lower())
        suspect = parsed.key.lower() in self.suspects and not _NAMES_REGISTER.match(parsed.rest)
        if suspect and not knows_mnemonic(parsed.op, profile):
            return (REJECTED, spelling, Refusal(f"invalid instruction mnemonic '{parsed.op}'", "unknown-instruction"))
        refused = modeless(spelling, profile)
        if refused and not (self.registers and self.registers & set(_WORDS.findall(spelling))):
            return (REJECTED, spelling, refused)
        if "/*" in text and _stops_at_comment(text, profile.refuses_comment):
            return (REJECTED, spelling, Refusal("unexpected token", "comment-in-instruction"))
        doubled = doubled_operand(spelling, profile.immediate_prefix)
        if not doubled and not profile.index_takes_second_prefix:
            doubled = doubled_index(spelling, profile.immediate_prefix)
        return self._immediate(spelling, doubled) if doubled else (TEXT, spelling, None)

    def _directive(self, parsed: Parsed, spelling: str) -> Reading:  # noqa: PLR0911
        profile = self.profile
        if parsed.rest[:1] == '"' and profile.passes_glued_quote:
            return self._glued(parsed, spelling)
        if parsed.key in profile.needs_operand and not parsed.rest.strip():
            return (REJECTED, spelling, Refusal(f"unknown token in expression behind `{parsed.op}'", "operand-missing"))
        if parsed.key in profile.data_directives:
            behaviour = profile.data_directives[parsed.key][2]
            if behaviour and not getattr(profile, behaviour):
                words = profile.words["unknown directive"].format(name=parsed.op)
                return (REJECTED, spelling, Refusal(words, "unknown-directive"))
            found = read_data(parsed.key, operands(parsed, profile), profile, self._symbols)
            if found.rejected is not None:
                return (REJECTED, spelling, Refusal(found.rejected, "data"))
            if found.content is not None:
                return (BYTES, spelling, (parsed.labels, found.content))
            if profile.register_values and _REGISTER.search(_STRING.sub("", parsed.rest)):
                return (TEXT, spelling, Sense(f"numbers of registers {profile.register_values}", "register"))
        elif refused := refused_directive(spelling, profile):
            return (REJECTED, spelling, refused)
        elif parsed.key in profile.absent_directives:
            words = profile.words["unknown directive"].format(name=parsed.op)
            return (REJECTED, spelling, Refusal(words, "unknown-directive"))
        elif profile.directives_are_listed and not parsed.key.startswith(".cfi_"):
            self._used.add(parsed.key)
            capitals = parsed.op != parsed.key
            if parsed.key not in self._listed or (capitals and parsed.key in profile.directives_in_small):
                small = "directive-case" if capitals and parsed.key in self._listed else "unknown-directive"
                return (REJECTED, spelling, Refusal(profile.words["unknown directive"].format(name=parsed.op), small))
            if refused := modeless(spelling, profile):
                return (REJECTED, spelling, refused)
        return (TEXT, spelling, None)

    def _assignment(self, parsed: Parsed, spelling: str) -> Reading:
        """The reading of an assignment: refused where its text gives no expression."""
        directive, text = parsed.key[1:], operands(parsed, self.profile)
        if parsed.key == ".set" and "," not in text:  # an option of the assembler's, on some architectures
            return (TEXT, spelling, None)
        if parsed.handler:
            directive = "=" if parsed.handler == "assign" else "=="
            text = f"{parsed.op} {directive} {text}"
        symbols = _Open(unknown_names=True)
        try:
            value = symbols.value(assignment(directive, text, self.profile, symbols))
        except ExpressionError as error:
            return (REJECTED, spelling, Refusal(str(error), "expression"))
        return (TEXT, spelling, value if type(value) is int else None)

    def _glued(self, parsed: Parsed, spelling: str) -> Reading:
        """The reading of a directive whose operand touches its name with a quote, which is passed over."""
        if (
            parsed.key not in self.profile.data_directives
            or "strings" not in self.profile.data_directives[parsed.key][0]
        ):
            return (TEXT, spelling, None)
        if parsed.rest.strip() == '""':
            return (TEXT, spelling + " (unterminated)", None)  # the second quote begins a string up to the line's end
        words = f"junk at end of line, first unrecognized character is `{parsed.rest[1]}'"
        return (REJECTED, spelling, Refusal(words, "glued-quote"))

    def _immediate(self, spelling: str, operand: str) -> Reading:
        """The reading of a statement with an operand of which something follows a second prefix."""
        name = re.match(self.profile.symbol_behind_prefix, operand)
        if name is None or not _BEHIND.match(operand, name.end()):
            return (REJECTED, spelling, Refusal(f"`{operand}' is no immediate", "doubled-prefix"))
        return (TEXT, spelling, None) if name[0] in self.defined else (SYMBOL, spelling, name[0])


def _broken(spelling: str, parsed: Parsed, profile: Profile) -> Refusal | None:
    """What makes a statement no instruction, whatever instructions there are: a character at its start or behind its
    mnemonic, a backslash outside strings, an operand that is empty."""
    begins = parsed.rest[:1]
    if not parsed.op and parsed.rest.lstrip()[:1] in ("\\", "/"):
        return Refusal("unexpected token at start of statement", "first-character")
    if begins in profile.begins_nothing and (not parsed.op or _NAMES.match(parsed.rest)):
        return Refusal(f"invalid character `{begins}' in a name", "stray-character")
    if not parsed.op or parsed.op[0].isdigit():  # no mnemonic to anybody
        return None
    if begins in profile.touches_no_mnemonic:
        return Refusal(f"invalid character `{begins}' in mnemonic", "glued-operand")
    if "\\" in spelling and (found := _BACKSLASH.search(_STRING.sub("", spelling))):
        return Refusal(f"`{found[0]}' is no operand", "stray-backslash")
    if "," in spelling and not profile.operands_may_be_empty and _HOLES.search(_STRING.sub('""', spelling)):
        return Refusal("an operand is missing", "empty-operand")
    return None


_HOLES = re.compile(r"\A[ \t]*(?:[\w.$]+:[ \t]*)*[\w.$]+[ \t]*,|,[ \t]*(?:,|\Z)")
_BACKSLASH = re.compile(r"\\(?:[\w.$]+|.)?")


def undoubted(profile: Profile, suspects: frozenset[str]) -> Callable[[str], str]:
    """Gives the operation, in lower case, of a statement that needs no reading, "" for any other.

    None need: instructions of words, numbers, registers and brackets, with at most one immediate prefix and no label,
    of which no form is refused.  Under every profile of the family they are their tokens, and as long as no mode is
    switched they matter to no other statement.
    """
    comments = (*profile.line_comments, *profile.line_start_comments)
    leads = frozenset(text[0] for text in (*comments, *profile.separators))
    known = _UNDOUBTED.setdefault((leads, modeless_forms(profile)), {})
    if len(known) > _KEPT:
        known.clear()
    shape = _shape("".join(character for character in "%(),+-*:" if character not in leads)).fullmatch

    def certain(text: str) -> str:
        op = known.get(text)
        if op is None:
            found = shape(text)
            holes = "," in text and _HOLES.search(text)
            plain = found and not holes and not ("-" in text and cancels(text))
            plain = plain and not modeless(lexed(text, profile), profile)
            op = known[text] = found[1].lower() if found and plain else ""
        return "" if op in suspects else op

    return certain


_KEPT = 100_000  # texts, so that a run over many files does not grow
_UNDOUBTED: dict[tuple[object, ...], dict[str, str]] = {}  # a text's operation, "" for what is to be read


@functools.cache
def _shape(inside: str) -> re.Pattern[str]:
    operands = rf"[\w. \t{re.escape(inside)}]*+"
    return re.compile(rf"[ \t]*+([A-Za-z_][\w.]*+)(?:[ \t]{operands}(?:\$\w{operands})?)?", re.ASCII)


def _listed(profile: Profile) -> frozenset[str]:
    """The directives a profile knows. Two profiles are the same to a source that uses none in which they differ, so the
    list as a whole does not count as asked."""
    known: frozenset[str] = profile.fresh().known_directives
    return known


def alike(first: Reading, second: Reading) -> bool:
    """Whether two readings are, as far as is known, the same: both refused, the same bytes, or the same tokens."""
    if first[0] == second[0]:
        return first[0] == REJECTED or (first[2] == second[2] if first[0] == BYTES else first[1:] == second[1:])
    return first[1] == second[1] and {first[0], second[0]} == {BYTES, TEXT}


# What goes on as a label's or a symbol's name does.
_NAMES = re.compile(r"[\w.$@]*[ \t]*[:=]")
_NAMES_REGISTER = re.compile(r"[ \t]*\.(?:req|dn|qn)\b", re.IGNORECASE)
_ASSIGNS_TWICE = re.compile(r"[ \t]*==(?!=)")


def _stops_at_comment(text: str, pattern: str) -> bool:
    """Whether an instruction has a block comment where the pattern says that none may be."""
    return bool(pattern) and re.search(pattern, _STRING.sub("_", text)) is not None


_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')


def _clean(text: str, profile: Profile) -> str:
    """A statement's text without comments, as the assembler takes it apart."""
    if profile.reads == "characters":
        return text if is_plain(text) else scrub(text, profile)
    return _COMMENTS.sub(_blank, text) if "/*" in text else text


def _blank(found: re.Match[str]) -> str:
    return found[0] if found[0][0] == '"' else " "


_REGISTER = re.compile(r"(?<![\w.$)])%[a-z]")
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*+\"?", re.DOTALL)
_COMMENTS = re.compile(r'"(?:[^"\\]|\\.)*+"|/\*(?:[^*]|\*(?!/))*+(?:\*/)?', re.DOTALL)


def doubled_operand(spelling: str, prefix: str) -> str:
    """What an instruction's operand has from its second immediate prefix on; "" where none has two.

    `movl $$1,%eax` gives `$1`, `movl $($1),%eax` gives `$1)`.
    """
    if not prefix or spelling.count(prefix) < 2:
        return ""
    name, operands = operation(spelling)
    if not name or name[0] == ".":
        return ""
    again = re.compile(rf"(?<![\w.$]){re.escape(prefix)}")
    for operand in _operands(operands):
        if operand.startswith(prefix) and (second := again.search(operand[len(prefix) :])):
            return operand[len(prefix) + second.start() :]
    return ""


def doubled_index(spelling: str, prefix: str) -> str:
    """What stands in brackets from a second immediate prefix on, "" where none does: `ldr x0,[x1,##8]` gives `#8`."""
    if prefix * 2 not in spelling or spelling.lstrip()[:1] == ".":
        return ""
    found = re.search(rf"\[[^\[\]]*,{re.escape(prefix)}({re.escape(prefix)}[^\[\],]*)\]", spelling)
    return found[1] if found else ""


_CUTTING = re.compile(r'[",()\[\]{}]')


def _operands(text: str) -> list[str]:
    """Operands split at the commas outside brackets and strings."""
    found = []
    level = start = 0
    quoted = False
    for mark in _CUTTING.finditer(text):
        character = mark[0]
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "([{":
            level += 1
        elif character in ")]}":
            level -= 1
        elif level <= 0:
            found.append(text[start : mark.start()])
            start = mark.end()
    found.append(text[start:])
    return found
