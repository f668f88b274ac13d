"""One source, one assembler: where they and gasmacro part.

In: a source as an assembler would read it, an `Assembler`.  Out: a `Comparison`.  Rule: gasmacro expands it for that
release; the assembler is asked about both, under the same name, as `judge` tells.  A source that names files out of
reach (`.incbin "/etc/..."`) is handed to nobody.
"""

from __future__ import annotations

import os
import re
import traceback
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gasmacro.api import expand
from gasmacro.errors import GasmacroError, InputError
from gasmacro.source.files import Disk, decode
from gasmacro.verify.judge import AGREED, BYTES, INEXACT, LEFT, PROVED, REASONS, Parted, parted, with_text, without_text
from gasmacro.verify.leftovers import left_over
from gasmacro.verify.runs import Message, assemble
from gasmacro.verify.shrink import shrink_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.model import Expansion
    from gasmacro.verify.programs import Assembler
    from gasmacro.verify.runs import Outcome

FAILED = "gasmacro failed"
COULD_NOT = "gasmacro could not"
MACRO, BELOW = "macro", "below"

_NAMES_A_FILE = re.compile(r"\.(?:incbin|include)\b([^\n;]*)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([0-7]{1,3})|\\[xX]([0-9a-fA-F]{1,6})")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"?')


@dataclass(frozen=True)
class Source:
    """What is asked about: `file` names it, `text` is what an assembler reads, `include` where files that it names are
    looked for besides its own folder, `defines` symbols (`NAME=VALUE`) that assemblers are told."""

    file: str
    text: str
    include: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that an assembler is given."""
        return (os.path.dirname(self.file) or ".", *self.include)

    @property
    def name(self) -> str:
        """The file's name as the assembler gets it, which is part of the object."""
        return os.path.basename(self.file)


@dataclass(frozen=True)
class Comparison:
    """How gasmacro and an assembler compare on a source.

    `kind` is one of `judge.AGREED`, `judge.DISAGREED`, `FAILED` or `COULD_NOT`; `detail` says more; `real` and `again`
    are what the assembler made of the source and of its `expansion` (None where it was not asked); `messages` are
    gasmacro's own.
    """

    source: Source
    assembler: Assembler
    kind: str
    detail: str = ""
    real: Outcome | None = None
    again: Outcome | None = None
    expansion: str | None = None
    messages: tuple[Message, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to report."""
        return self.kind in AGREED

    @property
    def could_not(self) -> bool:
        """Whether gasmacro has no answer that could be compared."""
        return self.kind in (FAILED, COULD_NOT)

    @property
    def layer(self) -> str:
        """The layer in which they part, "macro" or "below"; "" where they don't."""
        if self.agrees or self.could_not:
            return ""
        return BELOW if self.kind == REASONS else MACRO

    @property
    def place(self) -> Parted | None:
        """Where the bytes of the two objects part first."""
        return parted(self.real, self.again) if self.kind == BYTES and self.real and self.again else None


def ask(source: Source, assembler: Assembler, *, seconds: int = 60) -> Comparison:
    """Compare gasmacro with an assembler; `seconds` is the time that each of its two runs has."""
    try:
        expansion = _expand(source, assembler)
        text = expansion.text
        refuse_far_files(source, expansion)
        said = tuple(_told(expansion))
    except GasmacroError as error:
        return Comparison(source, assembler, COULD_NOT, str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the report is for
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(place.filename)}:{place.lineno}"
        return Comparison(source, assembler, FAILED, f"{type(error).__name__}: {error} ({where})")
    told = _with_defines(source, assembler)
    real = assemble(source.text, told, name=source.name, include=source.folders, seconds=seconds)
    complaints = [each.text for each in said if each.severity == "error"]
    early = without_text(expansion.accepted, real, complaints)
    if early is not None:
        return Comparison(source, assembler, *early, real, None, text, said)
    again = assemble(text, told, name=source.name, include=source.folders, seconds=seconds)
    kind, detail = with_text(expansion.exact, real, again)
    if kind in (PROVED, INEXACT) and (left := left_over(text)):
        kind, detail = LEFT, f"{left[0]} at line {left[1]} of the expansion"
    return Comparison(source, assembler, kind, detail, real, again, text, said)


def reduced(comparison: Comparison) -> Comparison:
    """A disagreement made small: the same kind with the same assembler, of a source from which nothing can be taken."""
    source = comparison.source

    def same(text: str) -> bool:
        other = ask(Source(source.file, text, source.include, source.defines), comparison.assembler, seconds=10)
        return other.kind == comparison.kind

    least = shrink_lines(source.text, same)
    again = ask(Source(source.file, least, source.include, source.defines), comparison.assembler)
    return again if again.kind == comparison.kind else comparison


def _expand(source: Source, assembler: Assembler) -> Expansion:
    return expand(
        source.text,
        assembler=assembler.name,
        arch=assembler.arch,
        filename=os.path.splitext(source.file)[0] + ".s",
        include_dirs=source.include,
        defines=source.defines,
    )


def _told(expansion: Expansion) -> list[Message]:
    return [Message(each.line, each.severity, each.message) for each in expansion.diagnostics]


def _with_defines(source: Source, assembler: Assembler) -> Assembler:
    spelled = "-defsym={}" if "-filetype=obj" in assembler.options else "-Wa,-defsym,{}"
    if assembler.family == "gas":
        spelled = "--defsym={}"
    wanted = [spelled.format(each if "=" in each else f"{each}=1") for each in source.defines]
    return replace(assembler, options=(*assembler.options, *wanted)) if wanted else assembler


def refuse_far_files(source: Source, expansion: Expansion) -> None:
    """Raises `InputError` where a source or its expansion names a file that exists, and that gasmacro itself would not
    read: assemblers read whatever they are told to, and print of it what they don't understand."""
    reach = Disk(source.folders[0], source.include)
    # A formal may stand in a name in the source; what came of it is in the expansion, unless that ends early.
    for text, whole in ((source.text, expansion.accepted is False), (expansion.text, True)):
        for name, line in _named_files(text):
            if reach.find(name) is None and (_is_somewhere(name, source) or (whole and "\\" in name)):
                raise InputError(
                    f"names {name!r}, which is no regular file in the source's folder or an include folder: such a"
                    " source is not handed to an assembler",
                    file=source.file,
                    line=line if text is source.text else 1,
                )


def _named_files(text: str) -> Iterator[tuple[str, int]]:
    for match in _NAMES_A_FILE.finditer(text):
        for name in _QUOTED.findall(match[1]):
            plain = _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 8 if found[1] else 16)), name)
            yield plain, text.count("\n", 0, match.start()) + 1


def _is_somewhere(name: str, source: Source) -> bool:
    return "\0" not in name and any(os.path.lexists(os.path.join(folder, name)) for folder in source.folders)


def source_of(data: bytes, file: str, include: Sequence[str] = (), defines: Sequence[str] = ()) -> Source:
    """The source in a file's bytes."""
    return Source(file, decode(data), tuple(include), tuple(defines))
