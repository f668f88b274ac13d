"""The means of the corpus: that they find what disagrees, and read what kbuild and Debian write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import gasmacro
from gasmacro.verify.judge import BREAKS, BYTES, LEFT
from gasmacro.verify.leftovers import left_over
from tests.corpus import linux, tree
from tests.corpus.compare import COUNT, KINDS, Result, compare, with_options
from tests.corpus.run import sample, table
from tests.corpus.store import Manifest, Source, read, sources
from tests.oracles.assemblers import assemblers

_TEXT = (
    ".macro put a, b=2\n    .byte \\a, \\b, \\@\n.endm\n"
    "    put 1\n    put 3, 4\n"
    "here:\n    .if 1\n    .byte here - .\n    .endif\n"
)


def _source(path: Path, text: str, *, name: str = "a-set/a.s", clang: tuple[str, ...] = ()) -> Source:
    path.write_text(text)
    folder = str(path.parent)
    return Source(name, name.partition("/")[0], "x86_64", path, "a.S", folder, (folder,), (), clang, ("gcc",))


@pytest.mark.live
@pytest.mark.parametrize("name", ["gas@2.40", "clang@19"])
def test_agreement_and_count(tmp_path: Path, name: str) -> None:
    result = compare(_source(tmp_path / "a.s", _TEXT), assemblers()[name])
    assert (result.accepted, result.disagreements, result.invocations) == (True, {}, 2)


@pytest.mark.live
@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("3,4", "3,5", BYTES),
        ('"<2>"', '"<3>"', COUNT),
        ("here:", "here: nosuchinstruction", BREAKS),
        ("here:", ".macro left\n.endm\nhere:", LEFT),
    ],
)
def test_a_wrong_expansion_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, kind: str
) -> None:
    real = gasmacro.expand

    def wrong(text: str, **options: Any) -> gasmacro.Expansion:
        made = real(text, **options)
        changed = re.sub(r"[ \t]+", " ", made.text).replace(before, after, 1)
        assert changed != made.text
        fields = {field: getattr(made, field) for field in made.__slots__}
        return gasmacro.Expansion(**{**fields, "text": changed})

    monkeypatch.setattr(gasmacro, "expand", wrong)
    result = compare(_source(tmp_path / "a.s", _TEXT), assemblers()["gas@2.40"])
    assert kind in result.disagreements
    assert kind in KINDS


@pytest.mark.live
def test_a_refusal_below_the_macro_layer_is_no_disagreement(tmp_path: Path) -> None:
    result = compare(_source(tmp_path / "a.s", _TEXT + "    nosuchinstruction %eax\n"), assemblers()["gas@2.40"])
    assert (result.accepted, result.refused_by, result.disagreements) == (False, "below", {})


@pytest.mark.live
def test_a_triple_of_its_own_replaces_the_usual_one(tmp_path: Path) -> None:
    told = with_options(assemblers()["clang@19"], _source(tmp_path / "a.s", "", clang=("-triple=i386-linux-gnu",)))
    assert [each for each in told.options if each.startswith("-triple")] == ["-triple=i386-linux-gnu"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nop\n.macro m\n", (".macro", 2)),
        ("nop; .endr\n", (".endr", 1)),
        ('.ascii "; .macro m"\n', None),
        ("/* \n .macro\n */ nop\n", None),
        (".macron\n", None),
    ],
)
def test_left_over(text: str, found: tuple[str, int] | None) -> None:
    assert left_over(text) == found


def test_a_sample_takes_of_every_set_and_stays(tmp_path: Path) -> None:
    every = [_source(tmp_path / "a.s", "", name=f"set{n % 3}/{n}.s") for n in range(60)]
    first = sample(every, 12, 0)
    assert [sum(each.set == f"set{n}" for each in first) for n in range(3)] == [4, 4, 4]
    assert sample(every[::-1], 12, 0) == first
    assert sample(every, 12, 1) != first
    assert len(sample(every, 100, 0)) == 60


def test_a_manifest_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GASMACRO_CORPUS", str(tmp_path))
    written = Manifest("a-set", "pkg", "1-1", "gcc 12", [_source(tmp_path / "a.s", "nop\n")], {"b.S": "no header"})
    written.write()
    assert read(tmp_path / "manifests" / "a-set.json") == written
    assert sources(["a-"]) == written.sources
    assert sources(["b-"]) == []


def test_kbuild_prints_a_command_after_what_it_echoes() -> None:
    line = (
        "set -e; echo '# AS      lib/a.o'; echo '  gcc -Wp,-MMD,lib/.a.o.d -c -o lib/a.o ../lib/a.S ';  "
        "trap 'rm -f lib/a.o; trap - HUP' HUP; gcc -Wp,-MMD,lib/.a.o.d -DX='\"a b\"' -c -o lib/a.o ../lib/a.S ; "
        "scripts/basic/fixdep lib/.a.o.d lib/a.o 'gcc -c -o lib/a.o ../lib/a.S' > lib/.a.o.cmd\n"
    )
    made = linux.commands_in(line)
    assert made == {"lib/a.o": ["gcc", "-Wp,-MMD,lib/.a.o.d", '-DX="a b"', "-c", "-o", "lib/a.o", "../lib/a.S"]}
    assert linux.commands_in(line.replace("a.o", "a.dtb.o")) == {}


def test_a_disagreement_is_in_the_table(tmp_path: Path) -> None:
    source = _source(tmp_path / "a.s", "")
    result = Result(
        source.name,
        source.set,
        "x86_64",
        "gas@2.40",
        True,
        "",
        True,
        7,
        0,
        0.1,
        (),
        {COUNT: "7 really, 8 here"},
    )
    rows = table([result]).splitlines()
    assert "| a-set | gas@2.40 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 7 |" in rows
    assert "- `a-set/a.s` gas@2.40: 7 really, 8 here" in rows


def test_a_probe_is_held_against_what_is_said_of_each_release() -> None:
    finding = {"file": "a.S", "rule": "GM812", "verdicts": {"gas@2.44": "differs", "clang@13": "rejects"}}
    said = {"gas@2.44": "accepts", "clang@13": "rejects: invalid instruction"}
    own = tree.Probe("a.S", "GM812", "arm", {})
    assert tree.told(own, said, finding)
    assert not tree.told(own, {**said, "clang@13": "accepts"}, finding)
    assert not tree.told(own, {"gas@2.35": "accepts"}, finding)  # of none that was asked is anything said
    both = tree.Probe("a.S", "GM812", "arm", {"gas": "rejects", "clang": "rejects"}, at="adrl")
    assert not tree.told(both, said, finding)
    assert both.shows(finding, " adrl r0, x")
    assert not both.shows(finding, " nop")
    assert tree.shortened(said) == "gas accepts; clang rejects: invalid instruction"
