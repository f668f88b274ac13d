"""What an expansion of a `.S` promises: the same assembler makes the same object of it as of the preprocessed source.

The preprocessed sources are gcc's for GNU as and clang's for LLVM, as `record` wrote them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import gasmacro
from gasmacro.verify.judge import BELOW, PROVED, REJECTED, with_text, without_text
from tests.evidence.fixtures import ROOT
from tests.oracles.assemblers import assemble, assemblers

FOLDER = Path(__file__).parent / "objects"
SOURCES = sorted(FOLDER.glob("*.S"))
SEED = sorted((ROOT / "seed").glob("*/entry.S"))


def kinds(source: Path, preprocessed: dict[str, bytes], defines: Sequence[str] = ()) -> dict[str, str]:
    """Assembler to how its objects of the preprocessed source and of our expansion of the source compare."""
    found = {}
    for name, assembler in assemblers("x86_64").items():
        made = gasmacro.expand(source.read_bytes(), assembler=name, filename=str(source), defines=defines)
        real = assemble(preprocessed[assembler.family], assembler, name=source.name)
        errors = [each.message for each in made.diagnostics if each.severity == "error"]
        early = without_text(made.accepted, real, errors)
        if early is None:
            early = with_text(made.exact, real, assemble(made.text, assembler, name=source.name))
        found[name] = early[0]
    return found


@pytest.mark.live
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_an_expansion_makes_the_same_object(source: Path) -> None:
    recorded = {family: source.with_suffix(f".{family}.txt").read_bytes() for family in ("gas", "clang")}
    found = kinds(source, recorded)
    assert {name.partition("@")[0] for name in found} == {"gas", "clang"}
    assert set(found.values()) == {PROVED}, found


@pytest.mark.live
@pytest.mark.parametrize("source", SEED, ids=lambda path: path.parent.name)
def test_an_expansion_of_the_seed_case_makes_the_same_object(source: Path) -> None:
    text = source.with_suffix(".s").read_bytes()
    found = kinds(source, {"gas": text, "clang": text}, ("CONFIG_PAGE_TABLE_ISOLATION",))
    assert found
    assert set(found.values()) <= {PROVED, BELOW, REJECTED}, found
    assert PROVED in found.values()
