r"""Known macro sets: stubs for macros that a source calls and whose definition is not in sight.

In: the passes over a source, an architecture, files of stubs.  Out: the passes, each led by the stubs of the macros
that it names and that nothing in sight defines.  Rule: a file of stubs is assembler that holds macro definitions and
comments of one line, and no statement outside; `/* arch: NAMES */` restricts it.  A body says how actuals are used:
`\formal` for statements, `operand \formal` for an operand, `\formal:` for a label.  Files in `gasmacro/stubs/` are
found by themselves; a user's wins over them.
"""

from __future__ import annotations

import functools
import os
import re

from gasmacro.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gasmacro.source.written import Pass, Passes

SHIPPED = "gasmacro:"
_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "stubs")
_BEGIN = re.compile(r"[ \t]*\.macro[ \t]+([A-Za-z_.$][\w.$]*)", re.IGNORECASE)
_END = re.compile(r"[ \t]*\.endm(?![\w.])", re.IGNORECASE)
_COMMENT = re.compile(r"[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*|//.*)?\r?")
_ARCH = re.compile(r"[ \t]*/\* *arch: *([\w ,]+?) *\*/")
_DEFINED = re.compile(r"(?:^|[\s;:{}|])\.macro[ \t]+([\w.$]+)", re.IGNORECASE | re.MULTILINE)
_CALLED = re.compile(r"[ \t]*(?:[\w.$]+[ \t]*:[ \t]*)*([A-Za-z_.$][\w.$]*)")


_STRINGIFY = "__stringify("
_BRACKETS = re.compile(r"[()\"\n]")


class Stub:
    """The stub of one macro: its `name`, the `text` of its definition, the `file` and `line` (from 1) it begins at."""

    __slots__ = ("arches", "file", "line", "name", "text")

    def __init__(self, name: str, text: str, file: str, line: int, arches: tuple[str, ...]) -> None:
        self.name = name
        self.text = text
        self.file = file
        self.line = line
        self.arches = arches


def stubs_in(text: str, file: str) -> list[Stub]:
    """The stubs that a file holds. Raises `InputError` for what is no stub."""
    found = []
    arches: tuple[str, ...] = ()
    lines = text.split("\n")
    name, start, depth = "", 0, 0
    for index, line in enumerate(lines):
        begins = _BEGIN.match(line)
        if depth:
            depth += bool(begins) - bool(_END.match(line))
            if not depth:
                found.append(Stub(name, "\n".join(lines[start : index + 1]), file, start + 1, arches))
        elif begins:
            name, start, depth = begins[1], index, 1
        elif of := _ARCH.match(line):
            arches = tuple(of[1].replace(",", " ").split())
        elif not _COMMENT.fullmatch(line):
            words = "is no macro definition: a file of stubs holds nothing but those and comments of one line"
            raise InputError(words, file=file, line=index + 1)
    if depth:
        raise InputError(f"the stub {name!r} has no .endm", file=file, line=start + 1)
    return found


@functools.cache
def shipped() -> tuple[Stub, ...]:
    """The stubs that come with gasmacro."""
    found: list[Stub] = []
    for name in sorted(os.listdir(_FOLDER)):
        if name.endswith(".s"):
            with open(os.path.join(_FOLDER, name), encoding="utf-8") as stream:
                found += stubs_in(stream.read(), f"{SHIPPED}stubs/{name}")
    return tuple(found)


@functools.lru_cache(maxsize=16)
def known(arch: str, paths: tuple[str, ...]) -> Mapping[str, Stub]:
    """The stubs of an architecture by name: those that come with gasmacro, and over them those of `paths`."""
    from gasmacro.source.files import decode, read_named

    stubs = list(shipped())
    for path in (file for given in paths for file in _files(given)):
        stubs += stubs_in(decode(read_named(path)), path)
    return {stub.name: stub for stub in stubs if not stub.arches or arch in stub.arches}


def _files(path: str) -> list[str]:
    """The files of stubs that a path stands for: itself, or those of a folder. Raises `InputError`."""
    if os.path.isdir(path):
        return [os.path.join(path, name) for name in sorted(os.listdir(path)) if name.endswith((".s", ".S"))]
    if os.path.exists(path) and not os.path.isfile(path):
        raise InputError("is no regular file, as a file of stubs has to be", file=path)
    return [path]


@functools.lru_cache(maxsize=16)
def _names(arch: str, paths: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(known(arch, paths), key=len, reverse=True)))
    return re.compile(rf"(?<![\w.$])(?:{names})(?![\w.$])" if names else "(?!)")


def with_stubs(made: Passes, text: str, filename: str, arch: str, paths: Sequence[str] = ()) -> Passes:
    """The passes over a source `text`, each with the stubs it needs in front of it."""
    defined = {name.lower() for name in _DEFINED.findall(text)}
    for reading in made.passes:
        if _STRINGIFY in reading.text and _STRINGIFY[:-1] not in reading.names:
            reading.text = strings(reading.text)
        _lead(reading, defined, filename, arch, tuple(paths))
    return made


def strings(text: str) -> str:
    """The text with each call of the well-known C macro `__stringify` made the string that it stands for, of the same
    length."""
    pieces = []
    done = 0
    while (start := text.find(_STRINGIFY, done)) >= 0:
        inside = start + len(_STRINGIFY)
        end = _closed(text, inside)
        if end < 0:
            pieces.append(text[done:inside])
            done = inside
            continue
        pieces += (text[done:start], '"', " " * (len(_STRINGIFY) - 1), text[inside:end], '"')
        done = end + 1
    pieces.append(text[done:])
    return "".join(pieces)


def _closed(text: str, start: int) -> int:
    """The index of the bracket that closes the one before `start`; -1 if a quote or the line's end comes first."""
    level = 1
    for found in _BRACKETS.finditer(text, start):
        if found[0] in '"\n':
            return -1
        level += 1 if found[0] == "(" else -1
        if not level:
            return found.start()
    return -1


def _lead(reading: Pass, defined: set[str], filename: str, arch: str, paths: tuple[str, ...]) -> None:
    wanted = dict.fromkeys(_names(arch, paths).findall(reading.text))
    if not wanted:
        return
    here = {name.lower() for name in _DEFINED.findall(reading.text)} | defined
    stubs = [stub for stub in _needed(wanted, known(arch, paths)) if stub.name.lower() not in here]
    stubs = [stub for stub in stubs if stub.name not in reading.names]
    pieces = [f'# {stub.line} "{_quoted(stub.file)}" 1\n{stub.text}\n' for stub in stubs]
    if pieces:
        reading.text = "".join(pieces) + f'# 1 "{_quoted(filename)}" 2\n' + reading.text
        reading.stubs = tuple(stubs)


def _needed(wanted: Iterable[str], stubs: Mapping[str, Stub]) -> list[Stub]:
    """The stubs of these names, and those that their bodies call."""
    found: dict[str, Stub] = {}
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in stubs and name not in found:
            found[name] = stubs[name]
            waiting += re.findall(r"[A-Za-z_.$][\w.$]*", stubs[name].text)
    return sorted(found.values(), key=lambda stub: (stub.file, stub.line))


def _quoted(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"')


def foreign(stubs: Sequence[Stub], file: str, statement: str, *, hopeless: bool) -> bool:
    """Whether what was found says something of stubs rather than of the source.

    A place (`file`) in a stub does; so does a `statement` that calls one and that every assembler in range rejects
    (`hopeless`): the macro may have other formals than its stub.
    """
    if any(stub.file == file for stub in stubs):
        return True
    called = _CALLED.match(statement)
    return hopeless and called is not None and any(stub.name == called[1] for stub in stubs)
