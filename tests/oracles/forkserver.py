"""Runs of an assembler that is loaded once per thread, where `tests/oracles/install` could compile the means to it.

In: how a program starts, its arguments, a folder.  Out: the status and what it printed.  Rule: `forkserver.c`.
"""

from __future__ import annotations

import os
import struct
import subprocess
import threading
import weakref
from pathlib import Path

_INT = struct.Struct("=i")
_servers = threading.local()


class _Server:
    def __init__(self, program: tuple[str, ...], library: Path) -> None:
        environment = {"PATH": os.defpath, "LC_ALL": "C", "LD_PRELOAD": str(library)}
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        weakref.finalize(self, _stop, self._process)

    def run(self, arguments: list[str], folder: Path, seconds: int) -> int:
        fields = [str(seconds), str(folder), "stdout", "stderr", *arguments]
        request = b"".join(os.fsencode(field) + b"\0" for field in fields)
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            raise RuntimeError("a server without pipes")
        to.write(_INT.pack(len(request)) + request)
        to.flush()
        answer = back.read(_INT.size)
        if len(answer) != _INT.size:
            raise RuntimeError(f"{arguments[0]}: the fork server ended with status {self._process.wait()}")
        return os.waitstatus_to_exitcode(_INT.unpack(answer)[0])


def _stop(process: subprocess.Popen[bytes]) -> None:
    # The end of its input ends it; `__exit__` waits for that.
    with process:
        pass


def run(
    program: tuple[str, ...], arguments: list[str], library: Path, folder: Path, seconds: int
) -> tuple[int, bytes, bytes]:
    """The exit status (negative: the signal that ended it), standard output and standard error of one run in `folder`.

    `program` starts the assembler, up to its own path; `seconds` is the time it has.
    """
    servers: dict[tuple[str, ...], _Server] = _servers.__dict__.setdefault("servers", {})
    if program not in servers:
        servers[program] = _Server(program, library)
    status = servers[program].run([program[-1], *arguments], folder, seconds)
    printed, said = (folder / "stdout").read_bytes(), (folder / "stderr").read_bytes()
    return status, printed, said
