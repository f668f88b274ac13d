"""One run of a real assembler on one source, and what it said.

In: an `Assembler`, a source, its file name.  Out: an `Outcome`.  Rule: a source is only ever read by the assembler, in
an empty folder of its own under the name given, with an end to its time, memory and output; nothing else is started.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gasmacro.errors import GasmacroError
from gasmacro.verify.elf import digest, relocation_count, section_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gasmacro.verify.programs import Assembler

OUT_OF_TIME = -signal.SIGALRM
"""The status that stands for a run whose time was over."""

_MOST_WRITTEN = 256 << 20  # bytes: a source of a few lines can ask for an object of any size
_MOST_MEMORY = 4 << 30
# Limits by the shell, which then is the program: Python's own way (`preexec_fn`) is not safe beside threads.
_LIMITED = (
    f"ulimit -c 0; ulimit -f {_MOST_WRITTEN // 512}; ulimit -v {_MOST_MEMORY // 1024} 2>/dev/null; "
    'ulimit -t "$1"; shift; exec "$@"'
)
# Memory that an assembler never set shows in padding; glibc can be told to give it one value.
_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "MALLOC_PERTURB_": "85"}

_MESSAGE = re.compile(
    r"^(?:(?P<file>[^\n]*?):(?P<line>\d+):(?:\d+:)? +)?(?:[^\n:]*: )?"
    r"(?P<severity>Fatal error|fatal error|Error|error|Internal error|Warning|warning|Info|note): (?P<text>.*)$"
)
_SEVERITY = {"warning": "warning", "info": "note", "note": "note"}
_CALLED_FROM = re.compile(r"macro invoked from here|while in macro instantiation")


class Message(NamedTuple):
    """What an assembler said.

    `line` is the line of the source (from 1; 0 for none) that led there: for what was said inside an expansion, the
    line of the outermost call.  `severity` is "error", "warning" or "note".
    """

    line: int
    severity: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What an assembler made of a source.

    `sections` maps the names of sections to their bytes (no symbols, no relocations: `relocations` counts those);
    `object` is the SHA-256 of the whole object file, None when rejected; `printed` the lines on standard output;
    `died` that the program crashed or ran out of time, which counts as a rejection.
    """

    accepted: bool
    messages: tuple[Message, ...]
    sections: Mapping[str, bytes]
    relocations: int
    object: str | None
    printed: tuple[str, ...]
    died: bool


def outcome(status: int, printed: bytes, said: bytes, data: bytes | None) -> Outcome:
    """The outcome of a run: its exit status (negative: the signal that ended it), what it wrote on standard output and
    standard error, and the object file (None where it left none)."""
    if status == OUT_OF_TIME:
        return Outcome(False, (Message(0, "error", "ran out of time"),), {}, 0, None, (), True)
    elf = data if status == 0 and data is not None and data.startswith(b"\x7fELF") else b""
    accepted = bool(elf)
    messages = tuple(read_messages(said.decode("utf-8", "backslashreplace")))
    if status == 0 and not accepted:
        messages += (Message(0, "error", "left no ELF object"),)
    return Outcome(
        accepted=accepted,
        messages=messages,
        sections=section_bytes(elf) if accepted else {},
        relocations=relocation_count(elf) if accepted else 0,
        object=digest(elf) if accepted else None,
        printed=tuple(printed.decode("utf-8", "backslashreplace").splitlines()),
        died=status < 0 or b"Internal error" in said,
    )


def assemble(
    source: bytes | str,
    assembler: Assembler,
    *,
    name: str = "source.s",
    include: Iterable[str | os.PathLike[str]] = (),
    seconds: int = 20,
) -> Outcome:
    """Assemble `source` under the file name `name` (no folders) in an empty folder.

    str is written as UTF-8 with surrogateescape.  `include` are folders for `.include` and `.incbin`; `seconds` is
    the time it has.
    """
    folder = scratch()
    path, target = os.path.join(folder, name), os.path.join(folder, "source.o.out")
    with open(path, "wb") as stream:
        stream.write(source if isinstance(source, bytes) else source.encode("utf-8", "surrogateescape"))
    options = [part for each in include for part in ("-I", os.path.abspath(each))]
    try:
        command = [*assembler.command, *options, name, "-o", os.path.basename(target)]
        status, printed, said = run(command, folder, seconds)
        data = None
        if os.path.exists(target):
            with open(target, "rb") as stream:
                data = stream.read()
        return outcome(status, printed, said, data)
    finally:
        for each in (path, target):
            if os.path.exists(each):
                os.unlink(each)


def run(command: Sequence[str], folder: str, seconds: int) -> tuple[int, bytes, bytes]:
    """The exit status (negative: the signal that ended it), standard output and standard error of a command in
    `folder`, under limits. Raises `GasmacroError` where there is no shell to set them."""
    try:
        process = subprocess.Popen(
            ["/bin/sh", "-c", _LIMITED, "sh", str(seconds + 1), *command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_ENVIRONMENT,
            start_new_session=True,
        )
    except OSError as error:
        raise GasmacroError(f"can't start an assembler: /bin/sh: {(error.strerror or str(error)).lower()}") from None
    try:
        printed, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # a compiler's driver has a child
        process.communicate()
        return OUT_OF_TIME, b"", b""
    return process.returncode, printed, said


class _Folder:
    # One per thread and gone with it: making one per run costs as much as a run of GNU as.
    def __init__(self) -> None:
        # A file system in memory is no place for what a source can make arbitrarily large.
        in_memory = tempfile.gettempdir().startswith("/dev/shm")  # noqa: S108 - not used, avoided
        self.path = tempfile.mkdtemp(prefix="gasmacro-", dir="/var/tmp" if in_memory else None)  # noqa: S108
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


_own = threading.local()


def scratch() -> str:
    """The folder of this thread for its runs, removed with it."""
    if not hasattr(_own, "folder"):
        _own.folder = _Folder()
    path: str = _own.folder.path
    return path


def read_messages(text: str) -> Iterator[Message]:
    """The messages in what an assembler prints on standard error.

    Notes that lead from an expansion out to its call move the message to the line of the call; others are left out.
    """
    pending: Message | None = None
    for row in text.splitlines():
        match = _MESSAGE.match(row)
        if match is None:
            if row.startswith("LLVM ERROR: "):
                match_text, severity, line = row.removeprefix("LLVM ERROR: "), "error", 0
            else:
                continue
        else:
            severity = _SEVERITY.get(match["severity"].lower(), "error")
            match_text, line = match["text"], int(match["line"] or 0)
        if severity == "note":
            if pending is not None and _CALLED_FROM.search(match_text) and match is not None:
                pending = pending._replace(line=line)
            continue
        if pending is not None:
            yield pending
        pending = Message(line, severity, match_text)
    if pending is not None:
        yield pending
