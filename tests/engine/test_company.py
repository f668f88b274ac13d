"""One expansion for several assemblers: the reports are those of an expansion for each.

In: sources made at random, and those that once were told apart too late.  Rule: with company and without, `check` says
the same; plain sources do share one expansion, or there would be nothing to test.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

import gasmacro
from gasmacro.compare import judge
from tests.differential.altmacro import altmacro
from tests.differential.noise import noise
from tests.differential.programs import program
from tests.differential.shapes import definitions
from tests.differential.tame import tame

PAIR = ("gas@2.40", "clang@19")

PLAIN = """.macro round reg, key:req, rest:vararg
    .if \\key & 1
    pxor \\reg, \\reg
    .else
    paddd \\reg, %xmm\\key
    .endif
.Lround\\@:
.endm
    round %xmm0, 1
    round %xmm2, 4
    .irp r, a, b
    pop %r\\r\\()x
    .endr
"""

# Blanks that one family drops, where text shows them: in a string, compared, cut into characters, passed on.
TOLD = (
    '.macro m v\n.ascii "\\v"\n.endm\nm ( )\n',
    '.macro m v\n.ascii "\\v"\n.endm\nm (1 + 2)\n',
    ".macro m v\n.ifc \\v,(1+2)\n.byte 1\n.endif\n.endm\nm (1 + 2)\n",
    ".macro m v\n.irpc c, \\v\n.byte '\\c\n.endr\n.endm\nm (1 + 2)\n",
    '.macro i v\n.ascii "\\v"\n.endm\n.macro o v\ni \\v\n.endm\no (1 + 2)\n',
    '.macro i v\n.ascii "\\v"\n.endm\n.macro o\ni (1 + 2)\n.endm\no\n',
    '.macro m v:vararg\n.ascii "\\v"\n.endm\nm a, b\n',
    '.macro m a, r:vararg\n.ascii "<\\a|\\r>"\n.endm\nm 15  main # note\n',
    '.macro m a, b\n.ascii "<\\a|\\b>"\n.endm\nm[{ \n',
    '.macro m a, r:vararg\n.ascii "<\\a|\\r>"\n.endm\nm 64\t$x86\t* %dil\n',
    ".macro m a, b=0\n.byte \\a, \\b\n.endm\nm 1, 2 /* both */\n",
    ".macro FOO\n.byte 1\n.endm\nfoo\n",
    ".macro m a\n.byte \\a\n.endm\nm 1 -1\n",
)


def report(source: str, ranges: tuple[str, ...], arch: str = "x86_64") -> str:
    """What `check` says."""
    try:
        return repr(gasmacro.check(source, assemblers=ranges, arch=arch, filename="a.s"))
    except gasmacro.GasmacroError as error:
        return repr(error)


def alone(source: str, ranges: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, arch: str = "x86_64") -> str:
    """What `check` says when each has an expansion of its own."""
    with monkeypatch.context() as patch:
        patch.setattr(judge, "_company", lambda *given: {})
        return report(source, ranges, arch)


def test_a_plain_source_is_expanded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = []
    company = judge._company

    def asked(*given: Any) -> Any:
        shared.append(company(*given))
        return shared[-1]

    monkeypatch.setattr(judge, "_company", asked)
    report(PLAIN, PAIR)
    assert [len(each) for each in shared] == [1]


@pytest.mark.parametrize("source", TOLD)
def test_blanks_that_show_are_told(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = alone(source, PAIR, monkeypatch)
    assert "Finding(" in expected or source.startswith(".macro m a, b=0")
    assert report(source, PAIR) == expected


@pytest.mark.parametrize("arch", ["x86_64", "aarch64", "arm"])
@pytest.mark.parametrize("make", [tame, noise], ids=["tame", "noise"])
def test_calls_at_random_are_reported_alike(make: object, arch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        case = make(Random(f"company {arch} {number}"), arch)  # type: ignore[operator]
        source = f"{definitions(case.shape)}{case.statement}\n"
        assert report(source, PAIR, arch) == alone(source, PAIR, monkeypatch, arch), source


@pytest.mark.parametrize("make", [altmacro, program], ids=["altmacro", "program"])
def test_programs_at_random_are_reported_alike(make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        source = make(Random(f"company {number}"), "x86_64")  # type: ignore[operator]
        assert report(source, PAIR) == alone(source, PAIR, monkeypatch), source


@pytest.mark.parametrize("source", [PLAIN, *TOLD[:3]])
def test_a_range_is_reported_alike(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ranges = ("gas@2.35+", "clang@9+")
    assert report(source, ranges) == alone(source, ranges, monkeypatch)
