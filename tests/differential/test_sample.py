"""A small sample of the fuzzer with a fixed seed: what was agreed on stays so. Fresh seeds are for `run.py`."""

from __future__ import annotations

import pytest

from tests.differential import findings, run

FIXED = 20
CASES = {"tame": 400, "noise": 400, "programs": 30, "altmacro": 40}
NAMES = ("gas@2.35", "gas@2.47", "clang@9", "clang@19", "clang@23")


@pytest.mark.live
@pytest.mark.parametrize("kind", CASES)
def test_we_agree_with_live_assemblers(kind: str) -> None:
    tally, wrong = run.explore(kind, "x86_64", FIXED, CASES[kind], NAMES)
    heading = [f"class {kind}, seed {FIXED}", *tally.lines(kind, "x86_64")]
    print("\n".join(heading))
    assert set(tally.counts) == set(NAMES)
    assert tally.compared == CASES[kind]
    missed = (
        tally.missed(kind, "x86_64")
        if kind in {"tame", "programs"}
        else [row for row in tally.missed(kind, "x86_64") if "accepts" in row]
    )
    if missed:
        pytest.fail(findings.report(run.shrunk(kind, "x86_64", FIXED, wrong[:3], NAMES), [*heading, *missed]))


@pytest.mark.live
@pytest.mark.parametrize("arch", ["i386", "aarch64", "arm", "riscv64", "powerpc64le", "s390x", "mips", "loongarch64"])
def test_we_agree_on_tame_invocations_of_other_architectures(arch: str) -> None:
    tally, wrong = run.explore("tame", arch, FIXED, 150)
    print("\n".join(tally.lines("tame", arch)))
    assert tally.counts
    if tally.disagreements:
        pytest.fail(findings.report(run.shrunk("tame", arch, FIXED, wrong[:3], ()), tally.lines("tame", arch)))
