"""Rules: each with a page, examples that part the assemblers as it says, and a table made of recorded runs."""

from __future__ import annotations

import pytest

import gasmacro
from gasmacro.findings import Finding
from gasmacro.rules import CommentRule, Rule, pages, rule_named, rules
from gasmacro.rules.verdicts import EXAMPLES, digest, example, recorded, short, verdicts
from tests.evidence.rules import ask, contradictions

SECTIONS = ("What happens", "Why", "Bad", "Good", "Fix")
OF_ASSEMBLERS = [rule for rule in rules() if not isinstance(rule, CommentRule)]
EACH = pytest.mark.parametrize("rule", OF_ASSEMBLERS, ids=lambda rule: rule.code)


def findings(rule: Rule, section: str) -> tuple[Finding, ...]:
    oldest = {"loongarch64": "clang@16+"}.get(rule.arch(), "clang@9+")
    severity = "note" if rule.severity == "note" else "warning"
    config = gasmacro.Config(("gas@2.35+", oldest), rule.arch(), severity=severity, flags=False)
    return gasmacro.check(example(rule, section), filename=rule.examples, config=config).findings


@EACH
def test_a_rule_has_its_page(rule: Rule) -> None:
    assert rule.title()
    assert not rule.title().endswith(".")
    assert [name for name, _ in rule.sections() if name in SECTIONS] == list(SECTIONS)
    assert all(rule.section(name) for name in SECTIONS)
    assert {name for name, _ in rule.sections()} <= {*SECTIONS, "Architecture", "Reports"}
    assert all(address.startswith("https://") for address in rule.reports())
    assert rule_named(rule.code.lower()) is rule_named(rule.name)


def test_codes_and_names_are_no_two_rules() -> None:
    assert len({rule.code for rule in rules()}) == len({rule.name for rule in rules()}) == len(rules())


@EACH
def test_a_rule_tells_its_bad_example_and_not_its_good_one(rule: Rule) -> None:
    assert {each.rule for each in findings(rule, "Bad")} == {rule.code}
    assert findings(rule, "Good") == ()


@EACH
def test_the_verdicts_are_those_recorded(rule: Rule) -> None:
    found = findings(rule, "Bad")
    outcomes = {short(full): entry for full, entry in recorded()[rule.code]["Bad"]["outcomes"].items()}
    rejecting = {name for each in found for name, word in each.verdicts.items() if word == "rejects"}
    assert rejecting & outcomes.keys() == {name for name, entry in outcomes.items() if not entry["accepted"]}
    if len(found) == 1:  # one cause: who reads it the same way makes the same bytes
        for group in found[0].groups:
            assert len({str(outcomes[name]["sections"]) for name in group if name in outcomes}) <= 1


@EACH
def test_the_good_example_is_the_same_to_all(rule: Rule) -> None:
    entries = recorded()[rule.code]["Good"]["outcomes"].values()
    assert all(entry["accepted"] for entry in entries)
    assert len({str(entry["sections"]) for entry in entries}) == 1


@EACH
def test_what_is_recorded_is_of_the_pages_examples(rule: Rule) -> None:
    for section in EXAMPLES:
        assert recorded()[rule.code][section]["source"] == digest(example(rule, section)), (
            "run `python -m tests.evidence.rules`"
        )


@pytest.mark.live
@EACH
def test_the_tables_are_equal_to_live_runs(rule: Rule) -> None:
    assert contradictions(recorded()[rule.code], ask(rule)) == []


def test_a_table_tells_intervals_of_releases() -> None:
    rows = verdicts(rule_named("GM201"), "Bad")
    assert [(each.releases(), each.accepted) for each in rows] == [
        ("GNU as 2.35 to 2.47", True),
        ("LLVM 9", False),
        ("LLVM 11 to 23", True),
    ]


@EACH
def test_pages_have_the_table(rule: Rule) -> None:
    assert "Verdicts\n--------\nbad " in pages.text(rule)
    page = pages.markdown(rule)
    assert page.startswith(f"# {rule.code} {rule.name}\n")
    assert "## Verdicts\n\n| example |" in page
    assert page.count("```gas\n") == 2


@pytest.mark.parametrize(
    ("call", "rule", "marked"),
    [
        (" m 1 -2 /* c */", "GM101", "1 -2"),
        (" m 1 -2/* c */", "GM101", "1 -2"),
        (" m 1, -2 /* c */", "GM105", "-2 /* c */"),
        (" m 1, 2, /* c */", "GM110", "1, 2,"),
    ],
)
def test_a_comment_behind_a_call_hides_no_rule(call: str, rule: str, marked: str) -> None:
    source = f".macro m a, b=9\n .byte \\a, \\b\n.endm\n{call}\n"
    (found,) = gasmacro.check(source, filename="x.s").findings
    assert (found.rule, call[found.column - 1 : found.end_column - 1]) == (rule, marked)
