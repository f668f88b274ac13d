"""Where the corpus lies and what is known of each of its files.

In: the folder `$GASMACRO_CORPUS` (`~/.cache/gasmacro/corpus`).  Out: `Source` rows.  Rule: `fetch` writes one
manifest per set, `manifests/SET.json`; whoever reads the corpus goes through `sources`.  Nothing of it enters the
checkout.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

SCHEMA = 1


def home() -> Path:
    """The folder of the corpus."""
    return Path(os.environ.get("GASMACRO_CORPUS") or "~/.cache/gasmacro/corpus").expanduser()


@dataclasses.dataclass(frozen=True)
class Source:
    """One preprocessed file.

    `name` is unique in the corpus ("linux-x86/arch/x86/entry/entry_64.s"); `file` where it lies; `origin` the
    unpreprocessed source; `arch` gasmacro's name of the architecture; `include` the folders that the compiler would
    hand to its assembler, the folder that it runs in first; `gas` the options that it would hand to GNU as, `clang`
    those that make LLVM's assembler read it so; `command` the preprocessor's command, run in `folder`.
    """

    name: str
    set: str
    arch: str
    file: Path
    origin: str
    folder: str
    include: tuple[str, ...]
    gas: tuple[str, ...]
    clang: tuple[str, ...]
    command: tuple[str, ...]

    def text(self) -> bytes:
        """The source as an assembler reads it."""
        return self.file.read_bytes()


@dataclasses.dataclass
class Manifest:
    """What `fetch` made of one set: where it came from, its sources, and what could not be preprocessed and why."""

    set: str
    package: str
    version: str
    compiler: str
    sources: list[Source]
    failed: dict[str, str]

    def write(self) -> None:
        path = home() / "manifests" / f"{self.set}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [{**dataclasses.asdict(each), "file": str(each.file.relative_to(home()))} for each in self.sources]
        content = {**vars(self), "schema": SCHEMA, "sources": rows}
        path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")


def read(path: Path) -> Manifest:
    """The manifest that `Manifest.write` wrote."""
    content = json.loads(path.read_text())
    if content.pop("schema") != SCHEMA:
        raise ValueError(f"{path}: written by another version of the corpus; fetch the set again")
    content["sources"] = [_source(row) for row in content["sources"]]
    return Manifest(**content)


def _source(row: dict[str, Any]) -> Source:
    lists = {name: tuple(row[name]) for name in ("include", "gas", "clang", "command")}
    return Source(**{**row, **lists, "file": home() / row["file"]})


def manifests(names: Iterable[str] = ()) -> Iterator[Manifest]:
    """The manifests of the sets whose names start with one of `names` (all without), in the order of their names."""
    wanted = tuple(names)
    for path in sorted((home() / "manifests").glob("*.json")):
        if not wanted or path.stem.startswith(wanted):
            yield read(path)


def sources(names: Iterable[str] = ()) -> list[Source]:
    """The sources of the sets whose names start with one of `names` (all without), by name."""
    return sorted((each for manifest in manifests(names) for each in manifest.sources), key=lambda each: each.name)
