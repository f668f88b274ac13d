"""What stands around the engine while it runs: limits of Python's told as gasmacro's, and errors led to their sources.

In: a file's name, or the way back from a preprocessed text.  Out: the same errors, at places that the user knows.
"""

from __future__ import annotations

import gc
import sys

from gasmacro.errors import GasmacroError, LimitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.source import located


class Guard:
    """Turns what Python itself gives up on into a limit of gasmacro's that is told. Inside, rings of objects are not
    looked for: there are many objects and few rings, and looking costs a quarter of the time."""

    __slots__ = ("_collecting", "filename")

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self._collecting = False

    def __enter__(self) -> None:
        self._collecting = gc.isenabled()
        gc.disable()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if self._collecting:
            gc.enable()
        if isinstance(error, RecursionError):
            raise LimitError("is nested deeper than gasmacro follows", file=self.filename) from None
        if isinstance(error, MemoryError):
            raise LimitError("needs more memory than there is", file=self.filename) from None
        if isinstance(error, ValueError) and "set_int_max_str_digits" in str(error):
            digits = f"{sys.get_int_max_str_digits():,} digits"
            raise LimitError(f"has a decimal number of more than {digits}", file=self.filename) from None


class Led:
    """Leads an error in a preprocessed text back to the sources."""

    __slots__ = ("places",)

    def __init__(self, places: located.Way | None) -> None:
        self.places = places

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if self.places is not None and isinstance(error, GasmacroError):
            from gasmacro.source import located

            located.error(error, self.places)
