"""The fuzzer itself: what it observes is exact, what it makes small still fails, and what is left over is found."""

from __future__ import annotations

from random import Random

import pytest

from gasmacro.verify import shrink
from tests.differential import batch, compare, leftovers, live, run
from tests.differential.compare import Comparison
from tests.differential.noise import noise
from tests.differential.ours import Answer
from tests.differential.shapes import DEFINITIONS, SHAPES
from tests.differential.tally import Tally
from tests.differential.tame import Invocation, tame

DAMAGE = (
    'put4 "a',
    "put4 a /* b",
    "put4 x, 'y",
    'put4 "a"" b',
    "put1 a b",
    'put4 "\\\\"a"',
    "put4 a; put4 b",
    "put4: put4 c",
)


@pytest.mark.live
@pytest.mark.parametrize("name", ["gas@2.35", "gas@2.47", "clang@9", "clang@23"])
def test_a_batch_observes_what_a_run_of_its_own_does(name: str) -> None:
    (assembler,) = live.chosen("x86_64", (name,))
    cases = [noise(Random(f"batch {number}"), "x86_64").statement for number in range(150)]
    for number, text in enumerate(DAMAGE):
        cases.insert(number * 17 + 3, text)
    batched = batch.observe(assembler, DEFINITIONS, cases)
    alone = [batch.alone(assembler, f"{DEFINITIONS}{case}\n{batch.END}") for case in cases]
    assert [(case, seen) for case, seen in zip(cases, batched, strict=True)] == list(zip(cases, alone, strict=True))
    assert 0.3 < sum(seen.accepted for seen in batched) / len(cases) < 0.95


@pytest.mark.live
def test_a_crash_costs_one_case_alone() -> None:
    (assembler,) = live.chosen("x86_64", ("clang@9",))
    seen = batch.observe(assembler, DEFINITIONS, ["put1 a", "each x=1", "put1 b"])
    assert [each.accepted for each in seen] == [True, False, True]
    assert [each.shown for each in seen] == [b"<a>", b"", b"<b>"]


@pytest.mark.live
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(True, '.ascii "<a|b>"\n' + batch.END), ""),
        (Answer(True, '.ascii "<a|" ; .ascii "b>"\n' + batch.END), ""),
        (Answer(True, '.ascii "<a|c>"\n' + batch.END), "split otherwise"),
        (Answer(False), "accepted, we reject"),
        (Answer(True, ".nothing\n" + batch.END), "accepted, we reject"),
        (Answer(None, refusal="refused: why"), "refused"),
        (Answer(True, '.macro x\n.endm\n.ascii "<a|b>"\n' + batch.END), "left over"),
    ],
)
def test_each_sort_of_disagreement_is_told(answer: Answer, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "answer", lambda *_: answer)
    (assembler,) = live.chosen("x86_64", ("gas@2.47",))
    (compared,) = compare.invocations(assembler, "x86_64", [Invocation(SHAPES["put2"], " a, b")])
    assert compared.kind == kind
    assert compared.accepted


@pytest.mark.live
@pytest.mark.parametrize(
    ("source", "answer", "kind"),
    [
        (".byte 1\n", Answer(True, ".byte 1\n"), ""),
        (".byte 1\n", Answer(True, ".byte 2\n"), "another object"),
        (".byte 1\n", Answer(True, ".byte 2\n", exact=False, noted=True), ""),
        (".byte 1\n", Answer(True, ".byte 2\n", exact=False), "inexact without a note"),
        (".nothing\n", Answer(True, ".nothing\n"), ""),
        (".nothing\n", Answer(True, ".byte (\n"), "rejected for another reason"),
        (".nothing\n", Answer(False), ""),
        (".nothing\n", Answer(True, ".byte 1\n"), "rejected, we accept"),
        (".byte 1\n", Answer(True, ".nothing\n"), "accepted, our text is rejected"),
        (".if 1\n.byte 1\n.endif\n", Answer(True, ".if 1\n.byte 1\n.endif\n"), "left over"),
    ],
)
def test_each_sort_of_program_disagreement_is_told(source: str, answer: Answer, kind: str) -> None:
    (assembler,) = live.chosen("x86_64", ("gas@2.47",))
    assert compare.judge(assembler, source, live.run(assembler, source.encode()), answer).kind == kind


@pytest.mark.parametrize(
    ("text", "undecided", "left"),
    [
        ('.ascii ".macro x"\n', False, ""),
        ("# .macro x\nlab: .endm\n", False, ".endm"),
        (".byte 1; .rept 2\n", False, ".rept 2"),
        (".if . - a > 2\n.endif\n", True, ""),
        (".if . - a > 2\n.endif\n", False, ".if . - a > 2"),
        (".if 1 > 2\n.endif\n", True, ".if 1 > 2"),
        ("/* .rept */ m1 a\n", False, " m1 a"),
        ("m1 = 5\nm1 : m12\n", False, ""),
        ('m12 a\n.ascii "\n.rept 2\n"\n', False, ""),
    ],
)
def test_what_is_left_over_is_found(text: str, undecided: bool, left: str) -> None:
    assert leftovers.leftover(text, frozenset({"m1"}), undecided=undecided).strip() == left.strip()


def test_names_that_are_no_macros_all_the_time_are_not_looked_for() -> None:
    source = ".macro m1 a\n.endm\n.macro m2\n.endm\n.purgem m2\n.macro m3\n.endm\nm3 = 4\n.macro nop\n.endm\n"
    assert leftovers.defined(source) == {"m1"}


def test_a_program_is_made_small() -> None:
    source = '.macro m a\n.if 1\n.byte \\a\n.ascii "culprit here"\n.endif\n.endm\nm 1\n.byte 2\n'
    assert shrink.shrink_lines(source, lambda text: "lpr" in text) == "lpr\n"
    assert shrink.shrink_characters(" a, (b), c", lambda text: "(" in text and ")" in text) == "()"


def test_a_shrinker_asks_no_more_than_its_limit() -> None:
    asked: list[str] = []

    def question(text: str) -> bool:
        asked.append(text)
        return len(text) > 4900

    shrink.shrink_characters("".join(map(chr, range(0x4E00, 0x4E00 + 5000))), question)
    assert len(asked) == shrink.MOST_QUESTIONS


def test_cases_follow_from_their_seed_and_number_alone() -> None:
    for kind in run.MAKERS:
        assert run.case(kind, "x86_64", 5, 7) == run.case(kind, "x86_64", 5, 7)
        assert len({str(run.case(kind, "x86_64", 5, number)) for number in range(40)}) > 30


def test_tame_invocations_keep_to_their_class() -> None:
    for arch in ("x86_64", "aarch64", "mips"):
        made = [tame(Random(number), arch).text for number in range(500)]
        assert not [text for text in made if "\\@" in text or batch.reaches(f"x a{text}")]


def test_a_tally_counts_each_side_and_misses_what_is_promised() -> None:
    tally = Tally()
    for number in range(10):
        accepted = number < 3
        seen = b"x" if accepted else b"\0rejected"
        kind = "split otherwise" if number == 0 else ""
        other = Comparison(accepted, kind, seen=b"y" if number == 1 else seen)
        tally.add({"gas@2.47": Comparison(accepted, seen=seen), "clang@23": other})
    assert tally.disagreements == 1
    assert tally.part == pytest.approx(0.1)
    missed = tally.missed("tame", "x86_64")
    assert len(missed) == 4  # clang's agreement, both families' accepted share, the parted share
    assert tally.missed("altmacro", "x86_64")[0].endswith("99.5% with clang@23 90.000%")
