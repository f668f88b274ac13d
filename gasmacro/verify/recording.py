"""A source made a fixture: the file, and beside it what every assembler here made of it.

In: a source and what assemblers made of it.  Out: `NAME.s` with its expectations, and its entry in `records.json`, as
`docs/fixtures.md` tells and the project's tests read.  Rule: expectations are comments inside, unless an assembler does
something else for them; then they stand in `NAME.expect`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gasmacro.errors import InputError, UsageError
from gasmacro.verify.ask import ask, source_of
from gasmacro.verify.expectations import write_expectations, write_verdict
from gasmacro.verify.fixtures import DEFAULT_ARCH, FIRST, with_expectations
from gasmacro.verify.judge import BELOW, INEXACT, PROVED
from gasmacro.verify.records import (
    Record,
    Recorded,
    assembler_order,
    read_folder,
    recorded,
    short,
    text_digest,
    write_folder,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gasmacro.verify.ask import Comparison
    from gasmacro.verify.programs import Assembler


def record(comparisons: Sequence[Comparison], folder: Path) -> Path:
    """Write a fixture from the comparisons of one source with all assemblers. The file's path.

    Raises `UsageError` for several architectures, `InputError` where `folder` has another source of that name.
    """
    source, arch = comparisons[0].source, comparisons[0].assembler.arch
    if any(each.assembler.arch != arch for each in comparisons):
        raise UsageError("a fixture is for one architecture: choose it with --arch")
    if any(each.source.text != source.text for each in comparisons):
        raise InputError(
            "can't be recorded: preprocessors make different texts of it for their assemblers", file=source.file
        )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (Path(source.file).stem + ".s")
    lead = b"" if arch == DEFAULT_ARCH else f"/* arch: {arch} */\n".encode()
    data = lead + source.text.encode("utf-8", "surrogateescape")
    plain = _asked(path, data, comparisons)
    lines = write_expectations(_verdicts(plain))
    inside = with_expectations(data, lines)
    kept = data
    again = plain
    if data and not data.startswith(FIRST):
        told = _asked(path, inside, comparisons)
        if all(same_but_lines(_recorded(told[name]), _recorded(plain[name])) for name in plain):
            kept, again = inside, told
    side = path.with_suffix(".expect")
    if path.exists() and path.read_bytes() != kept:
        raise InputError("is another source already: record under another name", file=str(path))
    path.write_bytes(kept)
    if kept is data:
        side.write_text("\n".join(lines) + "\n", "ascii")
    records = read_folder(folder)
    records[path.stem] = _entry(kept, again)
    write_folder(folder, records)
    return path


def _asked(path: Path, data: bytes, comparisons: Iterable[Comparison]) -> dict[str, Comparison]:
    """Assembler's full name to the comparison of the fixture's own text, under its own name."""
    out: dict[str, Comparison] = {}
    ordered: list[Assembler] = sorted(
        {each.assembler.full_name: each.assembler for each in comparisons}.values(),
        key=lambda each: assembler_order(each.full_name),
    )
    for assembler in ordered:
        made = ask(source_of(data, str(path)), assembler)
        if made.real is None:
            raise InputError(f"can't be recorded: {made.detail}", file=made.source.file)
        out[assembler.full_name] = made
    return out


def _recorded(comparison: Comparison) -> Recorded:
    """What the assembler made of the source, as it is recorded."""
    if comparison.real is None:
        raise ValueError("nothing was asked")
    return recorded(comparison.real)


def _verdicts(comparisons: Mapping[str, Comparison]) -> dict[str, str]:
    found = {}
    for each in comparisons.values():
        made = _recorded(each)
        found[each.assembler.name] = write_verdict(made.accepted, made.died, made.sections, made.relocations)
    return found


def same_but_lines(one: Recorded, other: Recorded) -> bool:
    """Whether two outcomes are the same but for the lines of what was said."""
    texts = [sorted((severity, text) for _, severity, text in each.messages) for each in (one, other)]
    return (one.accepted, one.object, one.printed) == (other.accepted, other.object, other.printed) and (
        texts[0] == texts[1]
    )


def _entry(data: bytes, comparisons: Mapping[str, Comparison]) -> Record:
    entry = Record(short(text_digest(data)))
    for full, each in comparisons.items():
        entry.outcomes[full] = _recorded(each)
        if each.kind in (PROVED, BELOW) and each.expansion is not None:
            entry.proved[full] = short(text_digest(each.expansion))
        elif each.kind == INEXACT:
            entry.inexact.append(full)
    return entry
