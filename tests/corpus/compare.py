r"""One corpus file, one assembler: does gasmacro agree with the real one?

In: a `Source`, an `Assembler`.  Out: a `Result`.  Rule: the file, with a macro appended that shows `\@`, is
assembled; so is what `gasmacro.expand` makes of it, under the same name and options.  Both must be accepted or both
rejected, their objects must be equal to the byte, and nothing of the macro layer may be left in the expansion but
undetermined conditionals.
"""

from __future__ import annotations

import dataclasses
import os
import re
import signal
import subprocess
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import gasmacro
from gasmacro.errors import GasmacroError
from gasmacro.model import Diagnostic
from tests.corpus.store import Source
from tests.oracles.assemblers import Assembler, Outcome, assemble
from tests.oracles.elf import digest

SECTION = ".gasmacro_count"
_PROBE = (
    "\n.macro gasmacro_count\n"
    f'.pushsection {SECTION},"a"\n.ascii "<\\@>"\n.popsection\n'
    ".endm\ngasmacro_count\n"
)  # fmt: skip
_SHOWN = re.compile(r'"<(\d+)>"')
_LEFT = re.compile(
    r"(?:^|;)[ \t]*"
    r"(\.(?:macro|endm|endmacro|purgem|exitm|rept|rep|irp|irpc|irep|irepc|endr|altmacro|noaltmacro|include))\b",
    re.IGNORECASE | re.MULTILINE,
)
_NO_CODE = re.compile(r'"(?:\\.|[^"\\\n])*"|/\*.*?\*/', re.DOTALL)
_CONDITION = re.compile(r"(?:^|;)[ \t]*\.if\w*\b", re.IGNORECASE | re.MULTILINE)

KINDS = {
    "crash": "gasmacro failed with something else than its own error",
    "own error": "gasmacro could not do it (status 2)",
    "too slow": "gasmacro took longer than the limit",
    "rejects what is accepted": "the macro layer is said to reject a file that the assembler accepts",
    "accepts what is rejected": "the assembler rejects the file, and accepts its expansion",
    "breaks what is accepted": "the assembler accepts the file, and rejects its expansion",
    "other object": "the assembler makes another object of the expansion",
    "other count": "another number of invocations",
    "macro layer left": "the expansion still holds something of the macro layer",
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
        found["too slow"] = f"more than {limit:.0f} s"
    except GasmacroError as error:
        found["own error"] = str(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        found["crash"] = "".join(traceback.format_exception(error)[-2:]).strip()[-600:]
    spent = time.process_time() - start
    if found:
        return _result(source, assembler, real, found, seconds=spent)
    again = assemble(expanded, told, name=name, include=include, seconds=60)
    refused_by = ""
    if not real.accepted:
        refused_by = "macro layer" if expansion.accepted is False else "below"
    found |= _verdicts(real, again, expansion.accepted, _errors(expansion.diagnostics))
    unsettled = False
    if real.accepted and again.accepted:
        found |= _objects(real, again, expanded)
        if "other object" in found:
            unsettled = _settled(text, told, name, include) == _settled(expanded, told, name, include)
            if unsettled:
                del found["other object"]
    if not (real.accepted is False and expansion.accepted is False):
        found |= left_over(expanded)
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
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(text.encode("utf-8", "surrogateescape"))
        options = [part for each in include for part in ("-I", str(each))]
        environment = {"PATH": os.defpath, "LC_ALL": "C", "MALLOC_PERTURB_": "85"}
        done = subprocess.run(
            [*assembler.command, *options, name, "-o", "out.o"], cwd=folder, env=environment, capture_output=True,
            check=False, timeout=60,
        )  # fmt: skip
        target = Path(folder, "out.o")
        return digest(target.read_bytes()) if done.returncode == 0 and target.exists() else None


def _errors(diagnostics: Iterable[Diagnostic]) -> str:
    texts = [f"{each.file}:{each.line}: {each.message}" for each in diagnostics if each.severity == "error"]
    return "; ".join(texts[:3])


def _verdicts(real: Outcome, again: Outcome, said: bool | None, errors: str) -> dict[str, str]:
    if real.accepted:
        if said is False:
            return {"rejects what is accepted": errors}
        if not again.accepted:
            return {"breaks what is accepted": "; ".join(f"{each.line}: {each.text}" for each in again.messages[:3])}
        return {}
    # A refusal for a statement that is no macro's stays in the expansion and is refused there as well.
    if said is not False and again.accepted:
        return {"accepts what is rejected": "; ".join(f"{each.line}: {each.text}" for each in real.messages[:3])}
    return {}


def _objects(real: Outcome, again: Outcome, expanded: str) -> dict[str, str]:
    found = {}
    if real.object != again.object:
        names = [*real.sections, *again.sections]
        parted = [name for name in dict.fromkeys(names) if real.sections.get(name) != again.sections.get(name)]
        detail = ", ".join(parted) or f"same bytes, {real.relocations} and {again.relocations} relocations"
        found["other object"] = detail
    mine = _SHOWN.findall(expanded)
    if _count(real) is not None and (not mine or int(mine[-1]) != _count(real)):
        found["other count"] = f"{_count(real)} really, {mine[-1] if mine else 'none'} here"
    return found


def _count(outcome: Outcome) -> int | None:
    shown = outcome.sections.get(SECTION, b"")
    return int(shown[1:-1]) if shown else None


def left_over(expanded: str) -> dict[str, str]:
    """What of the macro layer is left in an expansion, but for conditionals; strings and comments don't count."""
    bare = _NO_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), expanded)
    left = _LEFT.search(bare)
    if left is None:
        return {}
    line = bare.count("\n", 0, left.start(1)) + 1
    return {"macro layer left": f"{left[1]} at line {line} of the expansion"}
