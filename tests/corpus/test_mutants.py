"""The mutants of a text, the list of names, and what edited bytes once found."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import gasmacro
from tests.corpus.judged import Judged, report
from tests.corpus.mutants import Mutant, changes, mutants, plain, sites
from tests.corpus.mutate import State
from tests.corpus.names import LIST, listed
from tests.corpus.parting import AGREE, BELOW, OBJECT, VERDICT
from tests.corpus.planted import places
from tests.corpus.store import Source

TEXT = '# 1 "a.S"\n.macro put a, b\n .byte \\a - 1, (\\b)\n.endm\n put 1, "two"\n nop\n Put $3-2 , 4\n'


def test_calls_and_bodies_are_sites_and_nothing_else() -> None:
    assert [(each.line, each.call, each.body) for each in sites(plain(TEXT))] == [
        (3, False, True),
        (5, True, False),
        (7, True, False),
    ]


def test_every_change_is_made_of_one_thing() -> None:
    made = {kind: line for site in sites(TEXT) for kind, line in changes(site) if site.line == 7}
    assert made["comma to blank"] == " Put $3-2  4"
    assert made["blank before -"] == " Put $3 -2 , 4"
    assert made["doubled sigil"] == " Put $$3-2 , 4"
    assert made["case of the name"] == " pUT $3-2 , 4"
    assert made["trailing comma"] == " Put $3-2 , 4,"
    assert made["quoted actual"] == ' Put $3-2 , "4"'
    texts = [line for site in sites(TEXT) for kind, line in changes(site) if kind == "unquoted actual"]
    assert texts == [" put 1, two"]


def test_mutants_of_a_seed_stay_and_differ_from_the_text() -> None:
    first = mutants(TEXT, Random(1), 12)
    assert [(each.line, each.kind, each.text) for each in first] == [
        (each.line, each.kind, each.text) for each in mutants(TEXT, Random(1), 12)
    ]
    assert len({each.kind for each in first}) > 6
    assert all(each.text != each.before for each in first)


def test_no_change_is_drawn_twice() -> None:
    seen: set[tuple[str, str, str]] = set()
    first = mutants(TEXT, Random(1), 100, "arm", seen)
    assert mutants(TEXT, Random(2), 100, "arm", seen) == []
    assert len(mutants(TEXT, Random(2), 100, "riscv64", seen)) == len(first) == len(seen) // 2


def test_a_comma_before_a_sign_is_a_kind_of_its_own() -> None:
    made = [kind for site in sites(".macro m a, b\n.endm\n m 1, -2\n") for kind, _ in changes(site)]
    assert "comma to blank before a sign" in made
    assert "comma to blank" not in made


def _judged(kind: str, *lines: int) -> Judged:
    mutant = Mutant(3, "trailing comma", " m 1", " m 1,")
    return Judged("set/a.s", mutant, kind, "", tuple((line, "GM106") for line in lines))


def test_the_report_counts_misses_wrong_lines_and_what_is_false() -> None:
    results = [*[_judged(VERDICT, 3)] * 97, _judged(OBJECT), _judged(VERDICT, 4), _judged(BELOW, 3), _judged(AGREE, 3)]
    rows, bad = report(results)
    assert bad
    assert rows[1] == "99 told apart, 98 of them by the verdict"
    assert rows[6] == "recall 98.99%, at the right line 97.98%, precision 98.99%"
    assert "| trailing comma | 101 | 99 | 98 | 97 | 1 |" in rows
    assert not report([_judged(VERDICT, 3)] * 3)[1]


def test_a_run_goes_on_where_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    about: dict[str, object] = {"seed": 1}
    state = State(path, about)
    state.fit(_source(tmp_path), is_fit=True)
    state.done(_source(tmp_path), [_judged(VERDICT, 3)])
    again = State(path, about)
    assert again.fits == {"set/a.s": True}
    assert again.judged == {"set/a.s": [_judged(VERDICT, 3)]}
    with pytest.raises(ValueError, match="of another run"):
        State(path, {"seed": 2})


def _source(folder: Path) -> Source:
    return Source("set/a.s", "set", "x86_64", folder / "a.s", "a.S", str(folder), (), (), (), ())


def test_a_line_is_planted_only_where_it_is_the_preprocessed_one(tmp_path: Path) -> None:
    (tmp_path / "a.S").write_text("#define ONE 1\n  m 2\n m ONE\n m 3\n")
    text = '# 1 "a.S"\n# 2 "a.S"\n m 2\n m 1\n m 3\n'
    found = places(text, _source(tmp_path))
    assert found == {3: (str(tmp_path / "a.S"), 2), 5: (str(tmp_path / "a.S"), 4)}


def test_the_list_of_names_is_long_enough_and_holds_names_alone() -> None:
    names = listed()
    assert len(set(names)) == len(names) >= 150
    assert all(name.endswith(".s") and " " not in name for name in names)
    assert len(LIST.read_text("utf-8").splitlines()) == len(names) + 1


@pytest.mark.parametrize(
    ("source", "rules"),
    [(".macro A\nA\nA\n.endm\n", []), (".macro A x\n.macro;.endm;A ; A\n.endm\n", ["GM902"])],
)
def test_a_macro_that_nobody_calls_and_that_calls_itself_twice_ends_soon(source: str, rules: list[str]) -> None:
    found = gasmacro.check(source, assemblers=("clang@19",), filename="a.h").findings
    assert [each.rule for each in found] == rules


def test_an_actual_that_brings_a_quote_is_told_at_the_call() -> None:
    source = '.macro m a, b\n.long \\b\n.endm\n m 1, (1 << 2 "|" 2 << 3)\n'
    found = gasmacro.check(source, assemblers=("gas@2.40", "clang@19"), filename="a.s").findings
    assert [each.line for each in found] == [4]
