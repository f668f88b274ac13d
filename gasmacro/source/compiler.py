"""Sources behind the user's own compiler: its command is run, and what it writes is led back by its markers.

In: a command that the user gave (never one that a file gave), the text of a source, and what is known of it.  Out: a
`Compiled`: the text with markers, and the way from it to the sources.  Rule: no shell reads anything; the command has
an end to its time and its output; what it says when it fails is one InputError.  A place where the compiler changed
the line is led to where the change begins, and no fix is offered there.
"""

from __future__ import annotations

import os
import re

from gasmacro.errors import GasmacroError, InputError, LimitError, UsageError
from gasmacro.source.cpp.places import Markers, Spot, marked
from gasmacro.source.files import SIZE_LIMIT, decode, read_regular
from gasmacro.source.flags.command import preprocessing
from gasmacro.targets.ranges import FAMILIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

    from gasmacro.source.setting import Setting

DATABASE = "database"
"""The word that stands for the command of the file's own build."""
_FOR_FAMILY = re.compile("({}):".format("|".join(FAMILIES)))
SECONDS = 60
"""How long one run may take."""
_MARKER = re.compile(r'#[ \t]+(\d+)[ \t]+"((?:[^"\\]|\\.)*)"')
_ERROR = re.compile(
    r"^(?P<file>[^\n:]+):(?P<line>\d+):(?:(?P<column>\d+):)? (?:fatal )?error: (?P<text>.*)$", re.MULTILINE
)
_C = {".c": "c", ".cc": "c++", ".cpp": "c++", ".cxx": "c++"}


class Compiled:
    """What a compiler made of a source: its `text`, and `places`, the way back from it."""

    __slots__ = ("places", "text")

    def __init__(self, text: str, places: Written) -> None:
        self.text = text
        self.places = places


def compiled(text: str, filename: str, cpp: str, setting: Setting) -> Compiled:
    """What the command `cpp`, or with `DATABASE` the command of the file's build, makes of a source.

    Raises `UsageError` for no command, `InputError` for a compiler that fails, `LimitError` for one that does not end.
    """
    from_disk = _on_disk(filename) == text
    name = os.path.abspath(filename) if cpp == DATABASE else filename
    words = _database(setting, filename) if cpp == DATABASE else [*words_of(cpp), *_options(setting)]
    language = _C.get(os.path.splitext(filename)[1].lower(), "assembler-with-cpp")
    if from_disk:
        given = name if not name.startswith("-") else os.path.join(".", name)
        words += ["-x", language, given]
    else:  # the text is not the file's: a fix under way, a patch, standard input
        given = "<stdin>"
        words += ["-iquote", os.path.dirname(name) or ".", "-x", language, "-"]
    directory = os.path.abspath(setting.directory) if cpp == DATABASE else ""
    made = decode(_run(words, filename, directory, None if from_disk else text))
    return _led(made, text, filename, given, directory)


def command_for(family: str, cpp: Sequence[str]) -> str:
    """The command that preprocesses for a family: its own (`clang:clang -E`), else the one for all, "" without one.

    Raises `UsageError` for two commands of which nobody can tell which one holds.
    """
    found: dict[str, str] = {}
    for each in cpp:
        match = _FOR_FAMILY.match(each)
        name, command = (match[1], each[match.end() :]) if match is not None else ("", each)
        if found.setdefault(name, command) != command:
            whom = f"for {name}" if name else "for all families"
            raise UsageError(f"--cpp has two commands {whom}, {found[name]!r} and {command!r}: write clang:COMMAND")
    return found.get(family, found.get("", ""))


def words_of(cpp: str) -> list[str]:
    """The words of a command as the user wrote it. Raises `UsageError` for none."""
    import shlex

    try:
        words = shlex.split(cpp)
    except ValueError as error:
        raise UsageError(f"--cpp {cpp!r} is no command: {str(error).lower()}") from None
    if not words:
        raise UsageError("--cpp takes a command, such as 'gcc -E', or the word database")
    return words


def _database(setting: Setting, filename: str) -> list[str]:
    """The command of the file's build, ending with its preprocessing."""
    if not setting.command:
        raise InputError(
            "has no command in a compilation database: name the build with -p, or the compiler with --cpp 'gcc -E'",
            file=filename,
        )
    return preprocessing(setting.command)


def _options(setting: Setting) -> list[str]:
    """The flags of the file, each a word, whatever stands in it."""
    words = [f"-D{name}" for name in setting.defines] + [f"-U{name}" for name in setting.undefines]
    for option, paths in (
        ("-iquote", setting.quote_dirs),
        ("-I", setting.include_dirs),
        ("-idirafter", setting.system_dirs),
        ("-include", setting.includes),
    ):
        words += [word for path in paths for word in (option, path)]
    return words


def _on_disk(filename: str) -> str | None:
    try:
        return decode(read_regular(filename))
    except GasmacroError:
        return None


def _run(words: Sequence[str], filename: str, directory: str, text: str | None) -> bytes:
    """What a command writes to standard output, given the text (None for nothing) as its standard input."""
    import subprocess
    import tempfile

    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as said:
        if text is not None:
            source.write(text.encode("utf-8", "surrogateescape"))
            source.seek(0)
        try:
            process = subprocess.Popen(
                list(words), cwd=directory or None, stdin=source, stdout=subprocess.PIPE, stderr=said,
                start_new_session=True,
            )  # fmt: skip
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(f"the compiler can't be started: {words[0]}: {reason.lower()}", file=filename) from None
        out = _taken(process, words[0], filename)
        said.seek(0)
        if process.returncode != 0:
            raise _failed(words[0], process.returncode, decode(said.read(1 << 16)), filename)
    return out


def _taken(process: subprocess.Popen[bytes], name: str, filename: str) -> bytes:
    """All that a process writes, up to the limits; the process and what it started have ended then."""
    import threading

    stream = process.stdout
    assert stream is not None
    late = threading.Event()

    def end() -> None:
        late.set()
        _kill(process.pid)

    timer = threading.Timer(SECONDS, end)
    timer.daemon = True
    timer.start()
    try:
        out = stream.read(SIZE_LIMIT + 1)
        if len(out) > SIZE_LIMIT:
            raise LimitError(f"the compiler {name} writes more than {SIZE_LIMIT >> 20} MiB of it", file=filename)
        process.wait()
    finally:
        timer.cancel()
        if process.poll() is None:
            _kill(process.pid)
            process.wait()
        stream.close()
    if late.is_set():
        raise LimitError(f"the compiler {name} did not end within {SECONDS} seconds", file=filename)
    return out


def _kill(pid: int) -> None:
    import signal

    try:
        os.killpg(pid, signal.SIGKILL)  # a compiler's driver has children
    except (OSError, AttributeError):
        os.kill(pid, signal.SIGTERM)


def _failed(name: str, status: int, said: str, filename: str) -> InputError:
    """What a compiler that failed said, as one error at its place."""
    error = _ERROR.search(said)
    if error is not None and error["file"] not in (name, "<stdin>"):
        return InputError(
            f"the compiler {name} failed: {error['text']}",
            file=error["file"],
            line=int(error["line"]),
            column=int(error["column"] or 1),
        )
    rows = [row for row in said.splitlines() if row.strip()]
    first = next((row for row in rows if "error" in row), rows[0] if rows else f"status {status}, no message")
    return InputError(f"the compiler {name} failed: {first.strip()}", file=filename)


def _led(made: str, text: str, filename: str, given: str, directory: str) -> Compiled:
    """The compiler's text with the names that the user knows the files by, and the way back from it."""
    known = {given: filename, "<stdin>": filename} if given == "<stdin>" else {given: filename}
    lines = []
    entered = False
    for line in made.split("\n"):
        match = _MARKER.match(line) if line.startswith("#") else None
        if match is None:
            lines.append(line)
            continue
        name = _unquoted(match[2])
        if name not in known:
            known[name] = _near(name, directory)
        # What stands before the source itself (options, names that are always there) is nobody's.
        entered = entered or name == given
        number, flags = match[1], line[match.end() :]
        lines.append(f'# {max(int(number), 1)} "{_quoted(known[name])}"{flags}')
    if not entered:
        lines.insert(0, f'# 1 "{_quoted(filename)}"')
    whole, places = marked("\n".join(lines))
    return Compiled(whole, Written(whole, {filename: text}, places or Markers({})))


def _unquoted(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name)


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def _near(name: str, directory: str) -> str:
    """A file that a command in `directory` names, as it is named from here."""
    if not directory or name.startswith("<"):
        return name
    path = os.path.normpath(os.path.join(directory, name))
    here = os.getcwd()
    return os.path.relpath(path) if path.startswith(here.rstrip(os.sep) + os.sep) else path


class Written:
    """The places of a text that a compiler wrote: markers say file and line, the sources themselves the column."""

    __slots__ = ("_lines", "_markers", "_sources", "_text")

    def __init__(self, text: str, sources: dict[str, str], markers: Markers) -> None:
        self._text = text
        self._sources: dict[str, list[str] | None] = {name: each.split("\n") for name, each in sources.items()}
        self._markers = markers
        self._lines: dict[tuple[str, int], str] | None = None

    def spot(self, file: str, line: int, column: int, end_column: int = 0) -> Spot:
        """Where a stretch of a line stands."""
        spot = self._markers.spot(file, line, column, end_column)
        written, source = self._written(file, line), self._source(spot.file, line)
        if written is None or source is None:
            spot.exact = False
            return spot
        if written == source:
            return spot
        start, before = _back(written, source, spot.column - 1)
        end, after = _back(written, source, spot.end_column - 1)
        spot.exact = before and after and end - start == spot.end_column - spot.column
        spot.column, spot.end_column = start + 1, max(end + 1, start + 2)
        return spot

    def has(self, file: str, line: int) -> bool:
        """Whether anything of the text stands on a marker's line."""
        return self._written(file, line) is not None

    def _written(self, file: str, line: int) -> str | None:
        """The compiler's line; None where several stand for the place, or none."""
        if self._lines is None:
            self._lines = {}
            at = ("", 0)
            for text in self._text.split("\n"):
                match = _MARKER.match(text) if text.startswith("#") else None
                if match is not None:
                    at = (_unquoted(match[2]), int(match[1]))
                    continue
                if text or at not in self._lines:
                    self._lines[at] = text
                at = (at[0], at[1] + 1)
        return self._lines.get((file, line))

    def _source(self, name: str, line: int) -> str | None:
        if name not in self._sources:
            found = _on_disk(name)
            self._sources[name] = found.split("\n") if found is not None else None
        lines = self._sources[name]
        return lines[line - 1].rstrip("\r") if lines is not None and 0 < line <= len(lines) else None


def _back(written: str, source: str, offset: int) -> tuple[int, bool]:
    """The offset in the source's line for one in the compiler's, and whether it stands before or behind all changes."""
    same = 0
    while same < min(len(written), len(source)) and written[same] == source[same]:
        same += 1
    if offset <= same:
        return min(offset, len(source)), True
    tail = 0
    while tail < min(len(written), len(source)) - same and written[-1 - tail] == source[-1 - tail]:
        tail += 1
    if offset >= len(written) - tail:
        return offset + len(source) - len(written), tail > 0
    return same, False
