"""Headers of macros: the plain path and the grammar give the same, and what neither takes is refused in words."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gasmacro.syntax.headers as headers_module
from gasmacro.syntax.grammar import read_character_header, read_token_header
from gasmacro.syntax.headers import HeaderError, read_characters, read_plain, read_tokens
from gasmacro.syntax.split_characters import value
from gasmacro.syntax.tokens import TokenError
from gasmacro.targets.ranges import profile

_names = st.sampled_from(["a", "b", "reg", "to_1", "req", "vararg", "x9"])
_tails = st.sampled_from(["", "", "", ":req", "=0", "=1f", "=0x1F", "=other", ":vararg"])
_gaps = st.sampled_from([" ", ",", ", ", " ,", " , "])


@st.composite
def headers(draw: st.DrawFn) -> str:
    text = draw(_names)
    for _ in range(draw(st.integers(0, 5))):
        text += draw(_gaps) + draw(_names) + draw(_tails)
    return text


@settings(deadline=None)
@given(headers())
def test_plain_headers_are_what_the_grammar_reads(text: str) -> None:
    plain = read_plain(text)
    if plain is None:
        assert ":vararg" in text or "=1f" in text
        return
    newest = profile("clang", "23", "x86_64")

    def cut(at: int) -> tuple[str, int]:
        return value(text, at)

    assert read_character_header(text, "", cut) == plain
    assert read_token_header(text, "", "$@?", cut) == plain
    assert read_tokens(text, newest) == plain


_CUT = [
    "%rsp",
    "%r.x",
    "%",
    "%1",
    "%a-1",
    "%a(b)",
    "(1)",
    "(((1<<0)<<16)|(( 3*32+21)))",
    "(a b)",
    "(%rsp)",
    "(1)+2",
    "(a",
]
_BEHIND = ["", " b", ",b", ", b=%c", " b=(1)", "=", " = 1", " -b"]


@pytest.mark.parametrize("default", _CUT)
@pytest.mark.parametrize("behind", _BEHIND)
@pytest.mark.parametrize("assembler", ["gas@2.47", "clang@9", "clang@23"])
def test_a_default_that_is_cut_is_what_the_grammar_reads(assembler: str, behind: str, default: str) -> None:
    text = f"m a={default}{behind}"
    family, _, number = assembler.partition("@")
    release = profile(family, number, "x86_64")

    def read() -> object:
        try:
            return (
                read_tokens(text, release)
                if release.reads == "tokens"
                else read_characters(text, "", partial(value, text))
            )
        except (HeaderError, TokenError) as error:
            return str(error)

    quick = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headers_module, "read_plain", lambda text, cut=None: None)
        assert read() == quick


def test_registers_and_parentheses_need_no_grammar() -> None:
    text = "m a=%rsp, b=((1 << 2) | 3) c=%rax  d=0"
    formals = [("a", "", "%rsp"), ("b", "", "((1 << 2) | 3)"), ("c", "", "%rax"), ("d", "", "0")]
    assert read_plain(text, partial(value, text)) == ("m", formals)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "missing macro name"),
        ("1m", "bad macro name"),
        ("m:a", "bad parameter list for macro `m'"),
        ("m a:", "Missing parameter qualifier for `a' in macro `m'"),
        ("m a:rest", "`rest' is not a valid parameter qualifier for `a' in macro `m'"),
        ("m a:vararg b", "bad parameter list for macro `m'"),
        ("m a,", "bad parameter list for macro `m'"),
    ],
)
def test_a_reader_of_characters_refuses(text: str, message: str) -> None:
    with pytest.raises(HeaderError) as refused:
        read_characters(text, "", lambda at: value(text, at))
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected identifier in '.macro' directive"),
        ("m ,,a", "expected identifier in '.macro' directive"),
        ("m a:", "missing parameter qualifier for 'a' in macro 'm'"),
        ("m a:rest", "rest is not a valid parameter qualifier for 'a' in macro 'm'"),
        ("m a:vararg b", "vararg parameter 'a' should be the last parameter"),
        ("m a=(", "unbalanced parentheses in macro argument"),
    ],
)
def test_a_reader_of_tokens_refuses(text: str, message: str) -> None:
    with pytest.raises(HeaderError) as refused:
        read_tokens(text, profile("clang", "23", "x86_64"))
    assert str(refused.value) == message


def test_a_quoted_default_runs_to_its_partner_and_a_label_names_the_macro() -> None:
    text = 'a="1 2" b'
    assert read_characters(text, "m", lambda at: value(text, at)) == ("m", [("a", "", "1 2"), ("b", "", None)])
