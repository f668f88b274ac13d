"""What gasmacro itself could not do, as exceptions; what an assembler rejects is a result and never one of these.

Every message is one lowercase line that says what, why and how to go on.  The command line prints it with its place and
leaves with status 2.
"""

from __future__ import annotations


class GasmacroError(Exception):
    """Base of all. `file`, `line` and `column` (both from 1) say where, when there is a place."""

    def __init__(self, message: str, *, file: str = "", line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}" if self.file else self.message

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.file, self.line, self.column)


def _rebuild(kind: type[GasmacroError], message: str, file: str, line: int, column: int) -> GasmacroError:
    return kind(message, file=file, line=line, column=column)


class UsageError(GasmacroError):
    """An argument that names nothing gasmacro knows: an assembler, a release, an architecture, a rule."""


class ConfigError(GasmacroError):
    """A configuration file that says what gasmacro does not know, at the place where it does."""


class InputError(GasmacroError):
    """A file that can't be read or is not what its name says."""


class LimitError(GasmacroError):
    """A limit of gasmacro's own was reached (size of the expansion, of a file): told, never passed over."""
