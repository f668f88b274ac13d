"""The mutants of a text, the list of names, and what edited bytes once found."""

from __future__ import annotations

from random import Random

import pytest

import gasmacro
from tests.corpus.mutants import changes, mutants, plain, sites
from tests.corpus.names import LIST, listed

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
