"""Class (b), noise invocations: random strings of the tokens that assemblers know.

In: a random generator and an architecture.  Out: an `Invocation`.  Rule: docs/fuzzing.md, "Noise invocations".
Tokens that reach beyond their line (an odd quote, an open comment, a separator) are rare, because each of them costs
a run of its own.
"""

from __future__ import annotations

from random import Random

from tests.differential.shapes import SHAPES
from tests.differential.spellings import SPELLINGS
from tests.differential.tame import Invocation

_WORDS = ("a", "b", "foo", "x1", ".L2", "_y", "r0", "dst", "rest", ".", "$", "a.b", "c$d", "d", "src", "REQ")
_NUMBERS = (
    "0",
    "1",
    "42",
    "0x1f",
    "0b11",
    "017",
    "1f",
    "2b",
    "1.5",
    "1e3",
    "0xg",
    "08",
    "5UL",
    "18446744073709551616",
    "1_0",
)
_OPERATORS = (
    "+", "-", "~", "/", "*", "=", "==", "|", "||", "^", "&", "&&", "!", "!=", "<", "<=", "<<",
    "<>", ">", ">=", ">>", "%",
    "->", "#", "@", ":", "?", ",", ",", ",", "$", "`",
)  # fmt: skip
_BRACKETS = ("(", ")", "(", ")", "[", "]", "{", "}", "(a b)", "(a,b)", "[a b]", "{a,b}", "()", "(b) c")
_STRINGS = ('"a b"', '"x,y"', '""', '"q"', '"a""b"', r'"\n"', r'"a\"b"', '"(,"', '"a  b"', r'"\\"', '"#c"', '"it\'s"')
_ESCAPES = ("\\", r"\x", r"\a", r"\()", r"\@", r"\\", r"\+", r"\,", r"\n", r"\&")
_CHARACTERS = ("'a'", "'a", "'", "' '", r"'\n'", "'''", "'ab'", "'(", "',", r"'\\'", "'\"'")
_COMMENTS = ("/* c */", "/**/", "// d", "# e", "/* a, b */", "@ f", "//", "##")
_REACHING = ('"', '"/*"', ";", "/*", '"x', 'y"', "*/", ";;", "; nop", "\\\t")
_OTHERS = (
    "é",
    "ü1",
    "日本",
    "\x7f",
    "\xa0",
    "%rax",
    "$5",
    "#4",
    "@x",
    ":lo12:x",
    "%eax,",
    "=",
    "a=1",
    "b = 2",
    "rest=3",
)
_BLANKS = ("", "", "", " ", " ", " ", "  ", "\t")
_SHAPES = tuple(shape for shape in SHAPES.values() if shape.name not in ("put0", "passvar"))
_STRICT = {"put1", "put3", "putreq", "passjoin", "passquoted"}
_SHAPE_WEIGHTS = tuple(0.4 if shape.name in _STRICT else 1.0 for shape in _SHAPES)
_KINDS = (
    (26, _WORDS), (14, _NUMBERS), (22, _OPERATORS), (10, _BRACKETS), (7, _STRINGS), (2, _ESCAPES), (2.5, _CHARACTERS),
    (1.2, _COMMENTS), (0.2, _REACHING), (4, _OTHERS),
)  # fmt: skip
_WEIGHTS = tuple(weight for weight, _ in _KINDS)
_TOKENS = tuple(tokens for _, tokens in _KINDS)


def noise(rng: Random, arch: str) -> Invocation:
    """One noise invocation."""
    shape = rng.choices(_SHAPES, _SHAPE_WEIGHTS)[0]
    spelling = SPELLINGS[arch]
    text = rng.choice((" ", " ", " ", "\t", "")) if rng.random() < 0.9 else rng.choice(_OPERATORS)
    for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5, 6, 8, 11))):
        if rng.random() < 0.1:
            token = rng.choice(spelling.registers + spelling.vectors)
        else:
            token = rng.choice(rng.choices(_TOKENS, _WEIGHTS)[0])
        text += token + rng.choice(_BLANKS)
    if text.lstrip()[:1] in ("=", ":") and rng.random() < 0.9:
        text = " a" + text  # the name before it would be assigned or become a label
    if text[:1].isalnum() or text[:1] in "._$" or not text[:1].isascii():
        text = " " + text  # glued to the name it would be another name
    return Invocation(shape, text)
