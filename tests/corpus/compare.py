r"""One corpus file, one assembler: does gasmacro agree with the real one?

In: a `Source`, an `Assembler`.  Out: a `Result`.  Rule: the file, with a macro appended that shows `\@`, is
assembled; so is what `gasmacro.expand` makes of it, under the same name and options.  Both must be accepted or both
rejected, their objects must be equal to the byte, and nothing of the macro layer may be left in the expansion but
undetermined conditionals.
"""

from __future__ import annotations

import dataclasses
import re
import signal
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import gasmacro
from gasmacro.errors import GasmacroError
from gasmacro.verify import runs
from gasmacro.verify.ask import COULD_NOT, FAILED
from gasmacro.verify.judge import (
    ACCEPTS,
    AGREED,
    BREAKS,
    BYTES,
    LEFT,
    OBJECT,
    REASONS,
    REJECTS,
    with_text,
    without_text,
)
from gasmacro.verify.leftovers import left_over
from gasmacro.verify.programs import Assembler
from gasmacro.verify.runs import Outcome
from tests.corpus.store import Source
from tests.oracles.assemblers import assemble

SLOW, COUNT = "too slow", "other count"
SECTION = ".gasmacro_count"
_PROBE = (
    "\n.macro gasmacro_count\n"
    f'.pushsection {SECTION},"a"\n.ascii "<\\@>"\n.popsection\n'
    ".endm\ngasmacro_count\n"
)  # fmt: skip
_SHOWN = re.compile(r'"<(\d+)>"')
_CONDITION = re.compile(r"(?:^|;)[ \t]*\.if\w*\b", re.IGNORECASE | re.MULTILINE)

KINDS = {
    FAILED: "gasmacro failed with something else than its own error",
    COULD_NOT: "gasmacro could not do it (status 2)",
    SLOW: "gasmacro took longer than the limit",
    REJECTS: "the macro layer is said to reject a file that the assembler accepts",
    ACCEPTS: "the assembler rejects the file, and accepts its expansion",
    BREAKS: "the assembler accepts the file, and rejects its expansion",
    BYTES: "the assembler makes other bytes of the expansion",
    OBJECT: "the assembler makes another object of the expansion",
    COUNT: "another number of invocations",
    LEFT: "the expansion still holds something of the macro layer",
}
"""Kind of disagreement to what it means."""


@dataclasses.dataclass(frozen=True)
class Result:
    """What came out for one file and one assembler.

    `disagreements` maps kinds of `KINDS` to a detail; `accepted` is the real verdict; `invocations` the real count
    (None when rejected or the file ends early); `undetermined` the conditionals left in the expansion; `seconds` CPU
    of the expansion. `refused_by` says who rejects: "" (nobody), "macro layer", "below" (an instruction that the
    release doesn't know, say). `unsettled`: the assembler writes memory that it never set (seen in padding of GNU as
    for arm); the objects are equal where that memory has one value.
    """

    name: str
    set: str
    arch: str
    assembler: str
    accepted: bool
    refused_by: str
    exact: bool
    invocations: int | None
    undetermined: int
    seconds: float
    messages: tuple[str, ...]
    disagreements: dict[str, str]
    unsettled: bool = False


class _TooSlow(Exception):  # noqa: N818 - a result, not a fault
    pass


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def with_options(assembler: Assembler, source: Source) -> Assembler:
    """`assembler` told what the compiler would tell it for `source`."""
    options = source.gas if assembler.family == "gas" else source.clang
    own_triple = any(each.startswith("-triple") for each in options)
    kept = [each for each in assembler.options if not (own_triple and each.startswith("-triple"))]
    return dataclasses.replace(assembler, options=(*kept, *options))


def compare(source: Source, assembler: Assembler, *, limit: float = 120.0) -> Result:
    """Compare one file; `limit` is in seconds of wall time for the expansion."""
    text = source.text().decode("utf-8", "surrogateescape") + _PROBE
    told = with_options(assembler, source)
    include = [Path(each) for each in source.include]
    name = source.file.name
    real = assemble(text, told, name=name, include=include, seconds=60)
    found: dict[str, str] = {}
    start = time.process_time()
    try:
        with _at_most(limit):
            expansion = gasmacro.expand(
                text, assembler=assembler.name, arch=source.arch, filename=name, include_dirs=source.include
            )
            expanded = expansion.text
    except _TooSlow:
        found[SLOW] = f"more than {limit:.0f} s"
    except GasmacroError as error:
        found[COULD_NOT] = str(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        found[FAILED] = "".join(traceback.format_exception(error)[-2:]).strip()[-600:]
    spent = time.process_time() - start
    if found:
        return _result(source, assembler, real, found, seconds=spent)
    rejects = expansion.accepted is False
    again = None if rejects else assemble(expanded, told, name=name, include=include, seconds=60)
    refused_by = ""
    if not real.accepted:
        refused_by = "macro layer" if expansion.accepted is False else "below"
    found |= _kinds(real, again, expansion)
    unsettled = False
    if again is not None and again.accepted and real.accepted:
        found |= _counts(real, expanded)
        if BYTES in found or OBJECT in found:
            unsettled = _settled(text, told, name, include) == _settled(expanded, told, name, include)
            if unsettled:
                found = {kind: detail for kind, detail in found.items() if kind not in (BYTES, OBJECT)}
    if not rejects and (left := left_over(expanded)):
        found[LEFT] = f"{left[0]} at line {left[1]} of the expansion"
    return _result(
        source, assembler, real, found, seconds=spent, refused_by=refused_by, exact=expansion.exact,
        undetermined=len(_CONDITION.findall(expanded)), unsettled=unsettled,
    )  # fmt: skip


def _result(
    source: Source, assembler: Assembler, real: Outcome, found: dict[str, str], *, seconds: float, refused_by: str = "",
    exact: bool = False, undetermined: int = 0, unsettled: bool = False,
) -> Result:  # fmt: skip
    errors = tuple(each.text for each in real.messages if each.severity == "error")
    return Result(
        name=source.name, set=source.set, arch=source.arch, assembler=assembler.name, accepted=real.accepted,
        refused_by=refused_by, exact=exact, invocations=_count(real), undetermined=undetermined, seconds=seconds,
        messages=tuple(dict.fromkeys(errors))[:5], disagreements=found, unsettled=unsettled,
    )  # fmt: skip


def _settled(text: str, assembler: Assembler, name: str, include: Iterable[Path]) -> str | None:
    """The digest of the object when all memory that the assembler asks for starts with the same bytes."""
    return runs.assemble(text, assembler, name=name, include=include, seconds=60).object


def _kinds(real: Outcome, again: Outcome | None, expansion: gasmacro.Expansion) -> dict[str, str]:
    """Kinds and details from what the assembler made of the file and of its expansion (None: not asked)."""
    complaints = [
        f"{each.file}:{each.line}: {each.message}" for each in expansion.diagnostics if each.severity == "error"
    ]
    said = without_text(expansion.accepted, real, complaints)
    if said is None and again is not None:
        # No file here may count as agreement because gasmacro says that its expansion is not exact.
        said = with_text(True, real, again)
    # A file that is refused in hundreds of lines is not refused in the same words up to the assembler's last.
    if said is None or said[0] in (*AGREED, REASONS):
        return {}
    return dict([said])


def _counts(real: Outcome, expanded: str) -> dict[str, str]:
    mine = _SHOWN.findall(expanded)
    if _count(real) is not None and (not mine or int(mine[-1]) != _count(real)):
        return {COUNT: f"{_count(real)} really, {mine[-1] if mine else 'none'} here"}
    return {}


def _count(outcome: Outcome) -> int | None:
    shown = outcome.sections.get(SECTION, b"")
    return int(shown[1:-1]) if shown else None
