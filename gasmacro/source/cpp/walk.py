"""The loop of preprocessing: directives obeyed, lines expanded, and written for each family that reads the result.

In: a source's text, flags, a file system, the names that are always there.  Out: for each family a `Product`: lines
with markers, and what each of them was made of.  Rule: the families share the walk as long as nothing asks for a name
that they define differently (`FamiliesPartError` ends it then).
"""

from __future__ import annotations

import os
import re

from gasmacro.errors import InputError, LimitError, UsageError
from gasmacro.source.cpp import blanks
from gasmacro.source.cpp.arithmetic import ConditionError, value
from gasmacro.source.cpp.expansion import Expander, TooMuchError, UseError
from gasmacro.source.cpp.inclusion import Inclusion, layout
from gasmacro.source.cpp.lexer import EOL, NAME, NUMBER, PADDING, STRING, Token, tokens
from gasmacro.source.cpp.macros import BadDefinitionError, Macro
from gasmacro.source.cpp.pragmas import apart
from gasmacro.source.cpp.substitution import Leading, Padded
from gasmacro.source.files import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from gasmacro.source.cpp.blanks import Written
    from gasmacro.source.cpp.layout import Directive, Line
    from gasmacro.source.cpp.substitution import Blanks
    from gasmacro.source.cpp.unit import Unit
    from gasmacro.source.files import Files
    from gasmacro.source.setting import Setting

    Record: TypeAlias = "tuple[Unit, int, int, Written | None]"

_DEPTH = 100  # of includes
_MOST = 4000  # includes in one source
_BLANK_LINES = 8  # more than these are a marker
_QUOTED = re.compile(r'[ \t]*"([^"\n]+)"')
_ANGLED = re.compile(r"[ \t]*<([^>\n]+)>")
_HAS_FILE = frozenset(("__has_include", "__has_include_next"))
_LINE = re.compile(r'[ \t]*(\d+)(?![\w.])(?:[ \t]*"((?:[^"\\\n]|\\.)*)")?(?![ \t]*[^ \t\d])')
_BACKSLASH, _QUOTE = "\\", '"'
_DEFINED = re.compile(r"[A-Za-z_$][\w$]*(?:\(|\Z)")  # -D defines macros with parameters as well
_HAS = re.compile(r"__has_\w+\Z")
SPECIAL = ("__LINE__", "__FILE__", "__BASE_FILE__", "__INCLUDE_LEVEL__", "__COUNTER__", "__DATE__", "__TIME__",
           "__TIMESTAMP__", "_Pragma")  # fmt: skip


class FamiliesPartError(Exception):
    """The source asks for a name that families define differently."""


class Product:
    """What one family reads: its `lines`, and by name of the reading and line what they were made of; `due` is the name
    and line that the next line has without a marker, `count` how many tokens its calls made."""

    __slots__ = ("count", "due", "lines", "records", "substitution", "write")

    def __init__(self, padded: bool) -> None:
        self.substitution: Blanks = Padded() if padded else Leading()
        self.write: Callable[[list[Token]], Written] = blanks.padded if padded else blanks.leading
        self.lines: list[str] = []
        self.due = ("", 0)
        self.count = 0
        self.records: dict[tuple[str, int], Record] = {}


class Walk:
    """One walk over a source. `padded` has an entry for each product, `names` are the texts of the definitions that
    hold before the first line, `parting` the names that families define differently."""

    def __init__(
        self,
        files: Files | None,
        flags: Setting,
        *,
        padded: Sequence[bool],
        names: Sequence[str],
        parting: frozenset[str] = frozenset(),
        forgiving: bool = False,
    ) -> None:
        self.files = files
        self.flags = flags
        self.forgiving = forgiving
        self.products = [Product(each) for each in padded]
        self.macros: dict[str, Macro] = {}
        self.notes: list[str] = []
        self.inclusions: dict[str, Inclusion] = {}  # by name in the output
        self._texts: dict[str, str] = {}
        self._readings: dict[str, int] = {}
        self._once: set[str] = set()
        self._under_way: Inclusion | None = None
        self._counter = 0
        self._pragmas = False  # whether a `_Pragma` was met
        self._included = 0
        self._known: dict[tuple[str, str, int], tuple[str, int] | None] = {}
        self._specials = dict.fromkeys(SPECIAL, self._special) | dict.fromkeys(parting, _part)
        self._folders = (*flags.quote_dirs, *flags.include_dirs, *flags.system_dirs)
        for text in names:
            self._define_all(text)
        for name in (*SPECIAL, *parting):
            self.macros[name] = _special_macro(name)

    def run(self, text: str, filename: str) -> None:
        """Walk over a source: what `-include` names first, then the source."""
        self._define_all(_command_line(self.flags))
        for name in self.flags.includes:
            self._first(name, filename)
        self._read(Inclusion(filename, self._named(filename), text, None, 1, 1))

    def _define_all(self, text: str) -> None:
        unit = Inclusion("<command line>", "<command line>", text, None, 1, 1)
        while unit.next_line(self) is not None:
            pass

    # --- problems ---

    def fail(self, message: str, inclusion: Inclusion, offset: int) -> None:
        """What makes a preprocessor refuse the source: an `InputError`, or a note where the walk is forgiving."""
        line, column = inclusion.unit.place(offset)
        if not self.forgiving:
            raise InputError(message, file=inclusion.path, line=line, column=column)
        self.notes.append(f"{inclusion.path}:{line}: {message}")

    def _refused(self, error: UseError) -> InputError:
        token: Token = error.token
        while token.way is not None:
            token = token.way.called
        unit = token.unit or (token.origin.unit if token.origin is not None else None)
        line, column = unit.place(token.at) if unit is not None else (1, 1)
        return InputError(error.message, file=unit.name if unit is not None else "", line=line, column=column)

    # --- directives ---

    def obey(self, inclusion: Inclusion, node: Directive) -> None:
        """Do what a directive says that is no conditional."""
        keyword = node.keyword
        if keyword == "define":
            self._define(inclusion, node)
        elif keyword == "undef":
            self.macros.pop(node.name, None)
        elif keyword in ("include", "include_next", "import"):
            self._include(inclusion, node)
        elif keyword == "line":
            self._renumber(inclusion, node)
        elif keyword == "error":
            words = " ".join(inclusion.unit.text[node.rest : node.end].split())
            self.fail(f"#error is reached: {words}" if words else "#error is reached", inclusion, node.start)
        elif keyword == "pragma" and inclusion.unit.text[node.rest : node.end].split()[:1] == ["once"]:
            self._once.add(os.path.realpath(inclusion.path))

    def _define(self, inclusion: Inclusion, node: Directive) -> None:
        if not node.name:
            self.fail("#define has no name", inclusion, node.start)
            return
        if node.macro is None:
            node.macro = Macro(node.name, inclusion.unit, node.rest, node.end)
        self.macros[node.name] = node.macro

    def _renumber(self, inclusion: Inclusion, node: Directive) -> None:
        """Take in what `#line` says of the next line: what `__LINE__` and `__FILE__` are from there on."""
        text = self._operand(inclusion, node)
        found = _LINE.match(text) if text is not None else None
        if found is None:
            if text is not None:
                self.fail(f"#line has no line number and file name: {text[:60]}", inclusion, node.start)
            return
        inclusion.shift = int(found[1]) - inclusion.unit.line(node.end) - 1
        if found[2]:
            inclusion.told = found[2]

    def _operand(self, inclusion: Inclusion, node: Directive) -> str | None:
        """What follows a directive's keyword, with its macros expanded; None where that failed, and was told."""
        try:
            made = self._expander(inclusion, self.products[0]).expand(tokens(inclusion.unit, node.rest, node.end))
        except (UseError, BadDefinitionError) as error:
            self.fail(f"#{node.keyword}: {error}", inclusion, node.start)
            return None
        return "".join([" " * token.blank + token.text for token in made if token.kind != PADDING])

    def holds(self, inclusion: Inclusion, node: Directive) -> bool:
        """Whether the condition of an arm holds."""
        keyword = node.keyword
        if keyword.endswith("def"):
            if not node.name:
                self.fail(f"#{keyword} has no name", inclusion, node.start)
            return self._defined(node.name) == (not keyword.endswith("ndef"))
        found = self._decided(inclusion, tokens(inclusion.unit, node.rest, node.end))
        try:
            found = self._expander(inclusion, self.products[0]).expand(found)
        except (UseError, BadDefinitionError) as error:
            self.fail(f"#{keyword}: {error}", inclusion, node.start)
            return False
        text = " ".join([token.text for token in self._decided(inclusion, found) if token.kind != PADDING])
        try:
            return value(text) != 0
        except ConditionError:
            self.fail(f"#{keyword} has no expression that has a value: {text[:60]}", inclusion, node.start)
            return False

    def _defined(self, name: str) -> bool:
        macro = self.macros.get(name)
        if macro is None:
            return name in _HAS_FILE
        if macro.special and self._specials[name] is _part:
            raise FamiliesPartError(name)
        return True

    def _decided(self, inclusion: Inclusion, found: list[Token]) -> list[Token]:
        """The tokens of a condition with each `defined` and `__has_include` decided."""
        if not any(token.text == "defined" or token.text.startswith("__has_") for token in found):
            return found
        found = [token for token in found if token.kind != PADDING]
        out: list[Token] = []
        at = 0
        while at < len(found):
            token = found[at]
            following = [each.text for each in found[at + 1 : at + 4]]
            if token.text == "defined" and following[:1] == ["("] and following[2:] == [")"]:
                out.append(_truth(self._defined(following[1]), token))
                at += 4
            elif token.text == "defined" and following and found[at + 1].kind == NAME:
                out.append(_truth(self._defined(following[0]), token))
                at += 2
            elif _HAS.match(token.text) and following[:1] == ["("]:
                end = _closing(found, at + 1)
                there = token.text in _HAS_FILE and self._has(inclusion, found[at + 2 : end], token.text)
                out.append(_truth(there, token))
                at = end + 1
            else:
                out.append(token)
                at += 1
        return out

    def _has(self, inclusion: Inclusion, operand: list[Token], keyword: str) -> bool:
        text = "".join([" " * token.blank + token.text for token in operand]).strip()
        quoted, angled = _QUOTED.match(text), _ANGLED.match(text)
        name = quoted or angled
        after = inclusion.found if keyword.endswith("next") else None
        return name is not None and self._seek(inclusion, name[1], quoted is not None, after) is not None

    # --- includes ---

    def _include(self, inclusion: Inclusion, node: Directive) -> None:
        text = inclusion.unit.text[node.rest : node.end]
        quoted, angled = _QUOTED.match(text), _ANGLED.match(text)
        if not quoted and not angled:
            expanded = self._operand(inclusion, node)
            if expanded is None:
                return
            text = expanded
            quoted, angled = _QUOTED.match(text), _ANGLED.match(text)
        name = quoted or angled
        if name is None:
            self.fail(f"#{node.keyword} names no file", inclusion, node.start)
            return
        after = inclusion.found if node.keyword == "include_next" else None
        found = self._seek(inclusion, name[1], quoted is not None, after)
        if found is None:
            self.fail(f"{name[1]} is not found: give its folder with -I", inclusion, node.start)
            return
        line, column = inclusion.unit.place(node.start)
        self._enter(inclusion, found, line, column, node.keyword == "import")

    def _seek(self, inclusion: Inclusion, name: str, quoted: bool, after: int | None = None) -> tuple[str, int] | None:
        """The path of an include and the index of the folder it is in (-1: beside the file that names it)."""
        if self.files is None:
            return None
        key = (name, inclusion.folder if quoted and after is None else "", -1 if after is None else after + 1)
        if key not in self._known:
            self._known[key] = self._sought(inclusion.folder, name, quoted, after)
        return self._known[key]

    def _sought(self, folder: str, name: str, quoted: bool, after: int | None) -> tuple[str, int] | None:
        assert self.files is not None
        if quoted and after is None and (path := self.files.seek(folder, name)) is not None:
            return path, -1
        first = after + 1 if after is not None else 0 if quoted else len(self.flags.quote_dirs)
        for index in range(first, len(self._folders)):
            path = self.files.seek(self._folders[index], name)
            if path is not None:
                return path, index
        for beginning, place in self.flags.renamed:
            if name.startswith(beginning) and (path := self.files.seek(place, name[len(beginning) :])) is not None:
                return path, -1
        return None

    def _enter(
        self, inclusion: Inclusion | None, found: tuple[str, int], line: int, column: int, once: bool = False
    ) -> None:
        path, index = found
        if self._once and os.path.realpath(path) in self._once:
            return
        if once:
            self._once.add(os.path.realpath(path))
        self._included += 1
        if self._included > _MOST or (inclusion is not None and inclusion.depth >= _DEPTH):
            where = inclusion.path if inclusion is not None else path
            raise LimitError(f"includes more than {_MOST} files, or deeper than {_DEPTH}", file=where, line=line)
        if path not in self._texts:
            assert self.files is not None
            self._texts[path] = decode(self.files.load(path))
        self._read(Inclusion(path, self._named(path), self._texts[path], inclusion, line, column, index))

    def _first(self, name: str, filename: str) -> None:
        """Read what `-include` names: from the folder here, then as a quoted include."""
        found: tuple[str, int] | None = None
        if self.files is not None:
            path = self.files.seek("", name)
            found = (path, -1) if path is not None else self._sought(os.path.dirname(filename), name, True, None)
        if found is None:
            if not self.forgiving:
                raise InputError(f"{name} is not found, which -include names", file=filename)
            self.notes.append(f"{filename}: {name} is not found, which -include names")
            return
        self._enter(None, found, 1, 1)

    def _named(self, path: str) -> str:
        """The name of a reading of a file: that of the file, told apart from those before it."""
        count = self._readings[path] = self._readings.get(path, 0) + 1
        return path if count == 1 else f"{path}\x1f{count}"

    # --- lines ---

    def _read(self, inclusion: Inclusion) -> None:
        outer, self._under_way = self._under_way, inclusion
        self.inclusions[inclusion.name] = inclusion
        macros = self.macros
        while True:
            stretch = inclusion.untouched(self)
            if stretch is not None:
                for line in stretch.lines:
                    self._write_plain(inclusion, line)
                continue
            found = inclusion.next_line(self)
            if found is None:
                break
            if macros.keys().isdisjoint(found.names):
                self._write_plain(inclusion, found)
            else:
                self._write_expanded(inclusion, found)
        self._under_way = outer

    def _write_plain(self, inclusion: Inclusion, line: Line) -> None:
        text = line.spaced()
        if not text or text == " ":
            return
        number = inclusion.unit.line(line.start)
        record = (inclusion.unit, line.start, line.end, None)
        for product in self.products:
            self._put(product, inclusion, number, text, record)

    def _write_expanded(self, inclusion: Inclusion, line: Line) -> None:
        fetched: list[Line] = []
        given: list[list[Token]] = []

        def more() -> list[Token] | None:
            """The next line, the same for every product."""
            at = len(given)
            if at == len(fetched):
                following = inclusion.next_line(self)
                if following is None:
                    return None
                fetched.append(following)
            given.append(tokens(inclusion.unit, fetched[at].start, fetched[at].end))
            return given[-1]

        first = inclusion.unit.line(line.start)
        counter = self._counter
        for product in self.products:
            given.clear()
            self._counter = counter
            expander = self._expander(inclusion, product)
            expander.more = more
            expander.count = product.count
            try:
                made = expander.expand(tokens(inclusion.unit, line.start, line.end))
            except UseError as error:
                if not self.forgiving:
                    raise self._refused(error) from None
                self.notes.append(str(self._refused(error)))
                made = []
            except BadDefinitionError:
                self.fail("a macro is used whose #define can't be read", inclusion, line.start)
                made = []
            except TooMuchError:
                raise LimitError("expands to more than gasmacro follows", file=inclusion.path, line=first) from None
            product.count = expander.count
            start = 0
            ends = [index for index, token in enumerate(made) if token.kind == EOL]
            for end, where in zip([*ends, len(made)], [line, *fetched[len(fetched) - len(ends) :]], strict=True):
                number = inclusion.unit.line(where.start)
                for part in apart(made[start:end]) if self._pragmas else (made[start:end],):
                    self._write(product, inclusion, number, product.write(part))
                start = end + 1

    def _write(self, product: Product, inclusion: Inclusion, number: int, written: Written) -> None:
        if not written:
            return
        text = "".join([" " + token.text if blank else token.text for token, blank in written])
        self._put(product, inclusion, number, text, (inclusion.unit, 0, 0, written))

    def _put(self, product: Product, inclusion: Inclusion, number: int, text: str, record: Record) -> None:
        name, due = product.due
        if inclusion.name != name or not due <= number <= due + _BLANK_LINES:
            product.lines.append(_marker(number, inclusion, name, self.inclusions))
        elif number > due:
            product.lines.extend([""] * (number - due))
        if text[0] == "#":  # what is no marker in the source is none in the output
            text = " " + text
        product.lines.append(text)
        product.records[inclusion.name, number] = record
        product.due = (inclusion.name, number + 1)

    def _expander(self, inclusion: Inclusion, product: Product) -> Expander:
        return Expander(self.macros, self._specials, product.substitution)

    def _special(self, token: Token) -> Token:
        """What a name such as `__LINE__` stands for."""
        name, inclusion = token.text, self._under_way
        kind, text = STRING, '"??? ?? ????"'
        if name == "__LINE__":
            origin = token
            while origin.way is not None:
                origin = origin.way.called
            line = origin.unit.line(origin.at) if origin.unit is not None else 0
            kind, text = NUMBER, str(line + (inclusion.shift if inclusion is not None else 0))
        elif name == "__COUNTER__":
            kind, text = NUMBER, str(self._counter)
            self._counter += 1
        elif name == "__INCLUDE_LEVEL__":
            kind, text = NUMBER, str(inclusion.depth if inclusion is not None else 0)
        elif name in ("__FILE__", "__BASE_FILE__") and inclusion is not None:
            while name == "__BASE_FILE__" and inclusion.outer is not None:
                inclusion = inclusion.outer
            told = inclusion.told if name == "__FILE__" else ""
            text = (
                f'"{told or inclusion.path.replace(_BACKSLASH, _BACKSLASH * 2).replace(_QUOTE, _BACKSLASH + _QUOTE)}"'
            )
        elif name == "_Pragma":
            self._pragmas = True
            kind, text = NAME, name
        made = Token(kind, text, token.blank, None, 0, token.way)
        made.fixed = kind == NAME
        return made.spelled(token)


def _special_macro(name: str) -> Macro:
    unit = layout("<built-in>", name).unit
    macro = Macro(name, unit, len(name), len(name))
    macro.special = True
    return macro


def _part(token: Token) -> Token:
    raise FamiliesPartError(token.text)


def _truth(holds: bool, token: Token) -> Token:
    return Token(NUMBER, "1" if holds else "0", token.blank, None, 0)


def _closing(found: list[Token], at: int) -> int:
    """The index of the `)` that closes the `(` at an index, or of the last token."""
    depth = 0
    for index in range(at, len(found)):
        depth += (found[index].text == "(") - (found[index].text == ")")
        if not depth:
            return index
    return len(found) - 1


def _marker(number: int, inclusion: Inclusion, before: str, known: dict[str, Inclusion]) -> str:
    flag = ""
    if before and inclusion.name != before:
        flag = " 1" if inclusion.outer is not None and inclusion.outer.name == before else ""
        last = known.get(before)
        flag = " 2" if last is not None and last.outer is inclusion else flag
    quoted = inclusion.name.replace("\\", "\\\\").replace('"', '\\"')
    return f'# {number} "{quoted}"{flag}'


def _command_line(flags: Setting) -> str:
    """What `-D` and `-U` say, as directives; `-U` wins."""
    lines = []
    for item in flags.defines:
        name, equals, text = item.partition("=")
        if not _DEFINED.match(name):
            raise UsageError(f"{item!r} defines no name: write NAME or NAME=TEXT")
        lines.append(f"#define {name} {text if equals else '1'}")
    lines += [f"#undef {name}" for name in flags.undefines]
    return "".join([line.replace("\n", " ") + "\n" for line in lines])
