"""The means by which evidence is made: expectations, what assemblers print, objects, the assemblers' runs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from gasmacro.targets.arch import names
from gasmacro.verify.expectations import read_expectation, write_expectations, write_verdict
from gasmacro.verify.fixtures import with_expectations
from gasmacro.verify.runs import Message, read_messages
from tests.evidence import seed
from tests.evidence.fixtures import ROOT
from tests.oracles import assemblers as oracles
from tests.oracles.assemblers import assemble, assemblers, linkers

GREETING = b'.macro m a b\n.ascii "<\\a|\\b>"\n.endm\nm 1 -2\n'


def test_expectations_group_releases_into_ranges() -> None:
    verdicts = {"gas@2.35": "rejects", "gas@2.40": "accepts .text 00", "gas@2.44": "rejects", "clang@9": "rejects"}
    assert write_expectations(verdicts) == [
        "expect gas@2.35, gas@2.44+, clang@9+: rejects",
        "expect gas@2.40: accepts .text 00",
    ]


def test_an_expectation_reads_back_and_speaks_of_its_releases_alone() -> None:
    line = 'expect gas@2.35..2.40, clang@19+: accepts .text "a: b"'
    read = read_expectation(line)
    assert str(read) == line
    named = ["gas@2.35", "gas@2.40", "gas@2.44", "clang@18", "clang@19", "clang@23"]
    assert [name for name in named if name in read] == ["gas@2.35", "gas@2.40", "clang@19", "clang@23"]


@pytest.mark.parametrize("line", ["expect gas: rejects", "expect gas@2.35+ rejects", "expect gas@2.35+: refuses"])
def test_what_is_no_expectation_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        read_expectation(line)


def test_verdicts_show_bytes_so_that_a_comment_can_hold_them() -> None:
    sections = {".text": b'<"*/\\>\n', ".data": bytes(4)}
    assert write_verdict(True, False, sections, 2) == (r'accepts .text "<\"*\x2f\\>\x0a" .data 00000000 +2 relocations')
    assert write_verdict(True, False, {}, 0) == "accepts nothing"
    assert write_verdict(False, True, {}, 0) == "dies"


def test_expectations_replace_those_inside_and_leave_the_rest() -> None:
    source = b"/* arch: arm */\n/* expect gas@2.35+: rejects */\n\tnop /* expect gas@2.35+: rejects */\n"
    assert with_expectations(source, ["expect clang@9+: dies"]) == (
        b"/* arch: arm */\n/* expect clang@9+: dies */\n\tnop /* expect gas@2.35+: rejects */\n"
    )


def test_a_message_from_inside_an_expansion_stands_at_the_outermost_call() -> None:
    gas = "x.s: Assembler messages:\nx.s:2: Error: junk\nx.s:6:  Info: macro invoked from here\n"
    gas += "x.s:9:   Info: macro invoked from here\nx.s:11: Warning: w\n"
    assert list(read_messages(gas)) == [Message(9, "error", "junk"), Message(11, "warning", "w")]
    llvm = "<instantiation>:1:1: error: junk\n.bogus\n^\n<instantiation>:2:1: note: while in macro instantiation\n"
    llvm += "x.s:8:1: note: while in macro instantiation\nm\n^\n"
    assert list(read_messages(llvm)) == [Message(8, "error", "junk")]


@pytest.mark.live
def test_every_family_and_architecture_is_there() -> None:
    for arch in names():
        found = assemblers(arch)
        assert {each.family for each in found.values()} == {"gas", "clang"}, arch
        assert all(assemble(GREETING, each).accepted for each in found.values()), arch
    assert list(assemblers())[:4] == ["gas@2.35", "gas@2.40", "gas@2.44", "gas@2.47"]
    assert linkers()


@pytest.mark.live
def test_the_families_part_where_they_are_known_to() -> None:
    bytes_of = {name: assemble(GREETING, each).sections[".text"] for name, each in assemblers().items()}
    assert bytes_of["gas@2.44"] == b"<1|-2>"
    assert bytes_of["clang@19"] == b"<1-2|>"


@pytest.mark.live
@pytest.mark.parametrize("source", [GREETING, b".byte 1\n.bogus\n", b'.print "x"\n.warning "w"\n'])
def test_a_forked_run_is_a_run(source: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chosen = [assemblers()[name] for name in ("gas@2.35", "gas@2.44", "clang@9", "clang@19")]
    forked = [assemble(source, each) for each in chosen]
    monkeypatch.setattr(oracles, "home", lambda: tmp_path)
    assert [assemble(source, each) for each in chosen] == forked


@pytest.mark.live
def test_a_run_ends_when_its_time_is_over() -> None:
    endless = b".macro m\n.rept 100\n.rept 10000\n.rept 10000\n.endr\n.endr\n.endr\n.endm\nm\n"
    outcome = assemble(endless, assemblers()["gas@2.44"], seconds=1)
    assert outcome.died
    assert not outcome.accepted


@pytest.mark.live
def test_the_seed_case_is_as_recorded() -> None:
    assert seed.differences({form: seed.ask(form) for form in seed.FORMS}) == []


@pytest.mark.skipif(not os.environ.get("CI") and not shutil.which("gcc"), reason="no C preprocessor here")
@pytest.mark.parametrize("form", seed.FORMS)
def test_the_seed_case_is_what_a_preprocessor_makes_of_it(form: str) -> None:
    def without_markers(text: bytes) -> list[bytes]:
        # What stands in the first of them differs by release.
        return [line for line in text.splitlines() if line and not line.startswith(b"# ")]

    kept = (ROOT / "seed" / form / "entry.s").read_bytes()
    assert without_markers(seed.preprocess(form)) == without_markers(kept)


def test_the_seed_case_links_in_two_forms_of_three() -> None:
    record = seed.read()
    doubled = record["doubled"]["gas@2.44"]
    assert doubled["accepted"]
    assert all(
        said == ["undefined reference to `$0'", "undefined reference to `$1'"] for said in doubled["linked"].values()
    )
    assert not record["doubled"]["clang@9.0.1"]["accepted"]
    for form in ("mended", "bare"):
        assert all(each["accepted"] and not any(each["linked"].values()) for each in record[form].values())
