"""Random expressions and conditions, put to every live assembler and to `engine.conditions`.

    python -m tests.differential.expressions --cases 5000 --seed 1 [--class tame|noise] [--arch x86_64] [--as gas@2.44]

In: a seed.  Out: per assembler how many agree, disagree and are left undetermined; each disagreement.  Rule: the
operands of one conditional are one case; a byte in each of its arms is the answer.  A number that gasmacro gives to an
expression is asked again: a symbol is set to the expression and compared with the number.  Tame cases are built as
trees of what occurs in sources; noise strings together what either lexer knows.  Undetermined is neither right nor
wrong.
"""

from __future__ import annotations

import argparse
import bisect
import random
import re
import sys
from collections import Counter
from typing import NamedTuple

from gasmacro.engine.conditions import decide
from gasmacro.engine.expressions import ExpressionError, evaluate, read
from gasmacro.engine.symbols import APART, Symbols
from gasmacro.syntax.scrub import scrub
from gasmacro.syntax.trees import leaves
from gasmacro.targets.ranges import profile
from gasmacro.targets.schema import Profile
from gasmacro.verify.elf import section_bytes
from gasmacro.verify.programs import Assembler
from tests.differential import live

SHOWN = 60
"""Disagreements printed per class."""

DEFINITIONS = """\
five=5
neg=-7
big=0x7fffffffffffffff
zero=0
text1: .byte 1,1
text2: .byte 2
alias=late
2: .byte 3
.data
data1: .byte 0,0,0
data2: .byte 0
.text
text3:
"""

TAME_NAMES = ("five", "neg", "zero", "big", "nosuch")
LABELS = ("text1", "text2", "text3", "data1", "data2", ".", "2b", "alias")


class Case(NamedTuple):
    """A conditional: its directive and its operands, as they are written."""

    directive: str
    operands: str


def symbols() -> Symbols:
    """What `DEFINITIONS` defines, with the distances that any assembler knows."""

    def distance(first: tuple[str, int], second: tuple[str, int]) -> object:
        return second[1] - first[1] if first[0] == second[0] else APART

    table = Symbols(distance=distance)
    for name, value in (("five", 5), ("neg", -7), ("big", (1 << 63) - 1), ("zero", 0)):
        table.assign(name, value, "=")
    table.assign("alias", ("name", "late"), "=")
    for name, place in (("text1", 0), ("text2", 2), ("2", 3), ("text3", 4)):
        table.define_label(name, ("text", place))
    for name, place in (("data1", 0), ("data2", 3)):
        table.define_label(name, ("data", place))
    table.here = ("text", 4)
    return table


# --- what is asked ----------------------------------------------------------------------------------------------------


def literal(rng: random.Random) -> str:
    """An integer as sources write them."""
    value = rng.choice((0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 255, 256, 4095, 65535, rng.randrange(1 << 32)))
    if rng.random() < 0.05:
        value = rng.choice(((1 << 63) - 1, 1 << 63, (1 << 64) - 1, rng.randrange(1 << 64)))
    shape = rng.random()
    if shape < 0.6:
        return str(value)
    if shape < 0.85:
        return f"{rng.choice(('0x', '0x', '0X'))}{value:x}"
    if shape < 0.9:
        return f"0b{value:b}"
    if shape < 0.95:
        return f"0{value:o}"
    return f"'{rng.choice('aZ09 _+')}'"


def number(rng: random.Random, depth: int) -> str:
    """An expression whose value is a number."""
    pick = rng.random()
    if depth <= 0 or pick < 0.35:
        if rng.random() < 0.3:
            return rng.choice(TAME_NAMES[:4])
        if rng.random() < 0.12:
            return f"({rng.choice(('text', 'data')).join(('', '2'))}-{'text1' if rng.random() < 0.5 else 'data1'})"
        return literal(rng)
    if pick < 0.5:
        return rng.choice("-~!-+") + rng.choice(("", "", " ")) + number(rng, depth - 1)
    if pick < 0.68:
        return f"({number(rng, depth - 1)})"
    operator = rng.choice("+ - * / % << >> | & ^ == != < <= > >= && || <>".split())
    blank = rng.choice(("", " "))
    return f"{number(rng, depth - 1)}{blank}{operator}{blank}{number(rng, depth - 1)}"


def tame_expression(rng: random.Random) -> str:
    """An expression as they occur in sources: numbers mostly, labels and undefined names compared or subtracted."""
    pick = rng.random()
    if pick < 0.75:
        return number(rng, 3)
    first, second = rng.choice((*LABELS, *TAME_NAMES)), rng.choice((*LABELS, *TAME_NAMES))
    operator = rng.choice(("==", "!=", "-", "-", "<", ">=", "+", "&&", "*"))
    blank = rng.choice(("", " "))
    text = f"{first}{blank}{operator}{blank}{second}"
    return text if pick < 0.9 else f"({text}){rng.choice(('+', '-', '==', '&'))}{number(rng, 1)}"


_NOISE = (
    *"0 1 2 7 10 0x10 0xff 017 08 0b101 0b2 0x 0b 0f 1f1 2b 2b 9b 0f1.5 1e3 1.5 .5 1. 0x1p3 0B2 0h1 0p1 0F2".split(),
    *"1$ %r1 %f2 5u 5ul 5ULL 5lu 0u 'a' 'b' '\\n' '\\'' '\\\\' '\\0' '\\f'".split(),
    *"five neg zero nosuch text1 text2 data1 alias late . five$ $five $5 $ .five".split(),
    *'"five" "no" "" %rax %eax %nosuch % rax @ # five@plt @plt ? { } [ ] ( ) ( ) ( ) < > = , : \\'.split(),
    *"+ - * / % << >> | & ^ ! ~ == != <> < <= > >= && || !! - + = ->".split(),
    *"+ - * / << | & == && || - ~ ! ( ) 1 2 3 five".split(),
    "18446744073709551615", "18446744073709551616", "0x8000000000000000", "-1", "64", "é", "/**/", "/* x */",
)  # fmt: skip


_OPERANDS = tuple(word for word in _NOISE if re.match(r"[\w.$'\"%\x80-\uffff]|-1", word))
_OPERATORS = tuple(word for word in _NOISE if re.fullmatch(r"[-+*/%<>|&^!~=]+", word))


def noise_expression(rng: random.Random) -> str:
    """Tokens strung together, with blanks here and there; most have the shape of an expression, somewhat damaged."""
    pick = rng.random()
    if pick < 0.15:
        words = [rng.choice(_NOISE) for _ in range(rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6)))]
        return "".join(word + rng.choice(("", "", " ")) for word in words)
    if pick < 0.65:
        return _shaped(rng)
    text = tame_expression(rng) if rng.random() < 0.3 else number(rng, 2)
    for _ in range(rng.choice((0, 1, 1, 2))):
        place = rng.randrange(len(text) + 1)
        text = text[:place] + rng.choice(_NOISE) + text[place + rng.choice((0, 0, 1)) :]
    return text


def _shaped(rng: random.Random) -> str:
    """Odd operands with operators between, now and then one that does not belong."""
    words = []
    for place in range(rng.choice((1, 2, 2, 2, 3, 4))):
        if place:
            words.append(rng.choice(_OPERATORS[:22] if rng.random() < 0.9 else _NOISE))
        if rng.random() < 0.2:
            words.append(rng.choice("-+~!"))
        operand = rng.choice(_OPERANDS) if rng.random() < 0.45 else literal(rng)
        words.append(f"({operand})" if rng.random() < 0.15 else operand)
    return "".join(word + rng.choice(("", "", " ")) for word in words)


_TEXTS = (
    "a",
    "b",
    "a b",
    "a  b",
    "a+b",
    "a + b",
    "x,y",
    "(a,b)",
    '"a"',
    '"a,b"',
    "'a'",
    "%rax",
    "8(%rax)",
    "",
    " ",
    "A",
    "/*c*/",
    "[a]",
)
_STRINGS = ('"a"', '"b"', '""', '"a b"', '"a\\n"', '"\\x61"', '"\\141"', '"a\\"b"', '"A"')
_SYMBOLS = (
    "five",
    "nosuch",
    "text1",
    "data1",
    "alias",
    "late",
    "rax",
    ".gasversion.",
    '"five"',
    '"no such"',
    "$five",
    "five.x",
)


def tame_case(rng: random.Random) -> Case:
    """A condition as they occur in sources."""
    pick = rng.random()
    if pick < 0.7:
        return Case(
            rng.choice(("if", "if", "if", "ifeq", "ifne", "ifge", "ifgt", "ifle", "iflt")), tame_expression(rng)
        )
    if pick < 0.78:
        return Case(rng.choice(("ifdef", "ifndef", "ifnotdef")), rng.choice(_SYMBOLS) + rng.choice(("", "", " ")))
    if pick < 0.88:
        comma = rng.choice((",", ", ", " , "))
        return Case(rng.choice(("ifc", "ifnc")), f"{rng.choice(_TEXTS)}{comma}{rng.choice(_TEXTS)}")
    if pick < 0.95:
        return Case(rng.choice(("ifb", "ifnb")), rng.choice(_TEXTS))
    comma = rng.choice((",", ", ", " , "))
    return Case(rng.choice(("ifeqs", "ifnes")), f"{rng.choice(_STRINGS)}{comma}{rng.choice(_STRINGS)}")


def noise_case(rng: random.Random) -> Case:
    """A condition of anything."""
    pick = rng.random()
    text = noise_expression(rng)
    if pick < 0.7:
        return Case(rng.choice(("if", "if", "if", "ifeq", "ifge")), text)
    if pick < 0.8:
        return Case("ifdef", rng.choice((text, rng.choice(_SYMBOLS) + rng.choice(_NOISE))))
    if pick < 0.9:
        return Case("ifc", rng.choice((f"{text},{text}", f"{text}, {rng.choice(_TEXTS)}", text)))
    if pick < 0.94:
        return Case("ifb", rng.choice((text, "", " ")))
    return Case("ifeqs", "".join(rng.choice((*_STRINGS, ",", ",", ", ", " ", "a")) for _ in range(rng.randrange(5))))


CLASSES = {"tame": tame_case, "noise": noise_case}


# --- asking -----------------------------------------------------------------------------------------------------------


def scrubbed(case: Case, reader: Profile) -> str | None:
    """The operands as the engine hands them over; None for what its scanner would cut or keep open."""
    if reader.reads != "characters":
        return case.operands
    directive = f".{case.directive}"
    whole = scrub(f"{directive} {case.operands}", reader)
    rest = whole.removeprefix(directive)
    return rest.strip(" ") if rest != whole and not re.match(r"[\w.$]", rest) else None


def ours(case: Case, reader: Profile) -> tuple[str, int | None]:
    """Our answer ("true", "false", "rejected" or "undetermined") and the number, when the operands are one."""
    operands = scrubbed(case, reader)
    if operands is None:
        return "undetermined", None
    try:
        outcome = decide(case.directive, operands, reader, symbols(), [])
    except ExpressionError:
        return "rejected", None
    if outcome is None:
        return "undetermined", None
    value = evaluate(operands, reader, symbols()) if case.directive in _NUMBERED else None
    return str(outcome).lower(), value if type(value) is int else None


_NUMBERED = ("if", "ifeq", "ifne", "ifge", "ifgt", "ifle", "iflt")


def question(case: Case) -> str:
    """The case as statements that answer with a byte: 1 for true, 2 for false."""
    return f".{case.directive} {case.operands}\n{_ANSWER}"


def number_question(case: Case, place: int, value: int) -> str:
    """Statements that answer "true" when the operands' number is `value`."""
    return f".set v{place},{case.operands}\n.if v{place}=={value}\n{_ANSWER}"


_ANSWER = ".pushsection .rodata\n.byte 1\n.popsection\n.else\n.pushsection .rodata\n.byte 2\n.popsection\n.endif\n3:\n"
_AT = re.compile(rb"^[^\n:]*:(\d+):(?:\d+:)? *(?:fatal error|error|internal error)\b", re.IGNORECASE | re.MULTILINE)


def asked(assembler: Assembler, questions: list[str]) -> list[str]:
    """The assembler's answers: "true", "false" or "rejected", which a crash counts as.

    One run tells by their lines which are rejected, a second without those reads the bytes of the rest; what fits
    neither is asked in halves.
    """
    if not questions:
        return []
    rejected, whole = _run(assembler, questions, frozenset())
    if whole is None and rejected:
        _, whole = _run(assembler, questions, rejected)
    if whole is not None and len(whole) == len(questions) - len(rejected):
        answers = iter(whole)
        return ["rejected" if place in rejected else next(answers) for place in range(len(questions))]
    if len(questions) == 1:
        return ["rejected"]
    half = len(questions) // 2
    return asked(assembler, questions[:half]) + asked(assembler, questions[half:])


def _run(
    assembler: Assembler, questions: list[str], left_out: frozenset[int]
) -> tuple[frozenset[int], list[str] | None]:
    """The places of the questions that errors point at, and the answers when there are none."""
    lines: list[int] = []
    parts = [DEFINITIONS]
    line = DEFINITIONS.count("\n")
    for place, text in enumerate(questions):
        if place not in left_out:
            parts.append(text)
            line += text.count("\n")
        lines.append(line)
    outcome = live.run(assembler, "".join(parts).encode("utf-8", "surrogateescape"))
    if outcome.accepted:
        shown = section_bytes(outcome.elf).get(".rodata", b"")
        return frozenset(), [{1: "true", 2: "false"}.get(byte, "damaged") for byte in shown]
    found = {bisect.bisect_left(lines, int(match[1])) for match in _AT.finditer(outcome.stderr)}
    return frozenset(found - {len(questions)}), None


def usable(case: Case, comments: str) -> bool:
    """Whether the case stays within its line for every assembler: quotes in pairs, no comment begins (`comments`: the
    characters that can begin one)."""
    text = case.operands.replace("\\\\", "").replace('\\"', "")
    if text.startswith(("=", ":")) or text.count("/*") != text.count("*/"):
        return False  # GNU as then assigns to a symbol of the directive's name, or defines a label
    return text.count('"') % 2 == 0 and "'\"" not in text and "//" not in text and not set(text) & set(comments)


def _of_numbers(case: Case, reader: Profile) -> bool:
    """Whether the operands name numbers alone: a symbol may not be set to everything that a condition takes."""
    tree, _ = read(scrubbed(case, reader) or "", reader)
    return all(
        leaf[0] == "int" or (leaf[0] == "name" and leaf[1] in ("five", "neg", "big", "zero")) for leaf in leaves(tree)
    )


def compared(assembler: Assembler, cases: list[Case], arch: str) -> tuple[Counter[str], list[str]]:
    """How often an assembler and gasmacro agree, and the disagreements as lines."""
    reader = profile(assembler.family, assembler.release, arch)
    answers = [ours(case, reader) for case in cases]
    counts: Counter[str] = Counter()
    told = []
    for case, (mine, _), theirs in zip(
        cases, answers, asked(assembler, [question(case) for case in cases]), strict=True
    ):
        counts[theirs] += 1
        if mine == "undetermined":
            counts["undetermined"] += 1
        elif mine != theirs and mine != asked(assembler, [question(case)])[0]:  # in a run of its own, to be sure
            counts["wrong"] += 1
            told.append(f".{case.directive} {case.operands}   real: {theirs}   gasmacro: {mine}")
    numbered = [
        (case, value)
        for case, (_, value) in zip(cases, answers, strict=True)
        if value is not None and _of_numbers(case, reader)
    ]
    questions = [number_question(case, place, value) for place, (case, value) in enumerate(numbered)]
    for (case, value), theirs in zip(numbered, asked(assembler, questions), strict=True):
        counts["numbers"] += 1
        if theirs != "true" and asked(assembler, [number_question(case, 0, value)]) != ["true"]:
            counts["wrong numbers"] += 1
            told.append(f"{case.operands} is {value} for gasmacro   real: {theirs}")
    return counts, told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--class", dest="kind", choices=(*CLASSES, "both"), default="both")
    parser.add_argument("--arch", default="x86_64")
    parser.add_argument("--as", dest="names", action="append", default=[], help="assembler, such as gas@2.44")
    options = parser.parse_args()
    wrong = 0
    comments = ";#@" if options.arch == "arm" else ";#"
    for kind in CLASSES if options.kind == "both" else (options.kind,):
        rng = random.Random(f"{options.seed}/{kind}")
        cases = [case for case in (CLASSES[kind](rng) for _ in range(options.cases)) if usable(case, comments)]
        disagreements: dict[str, list[str]] = {}
        for assembler in live.chosen(options.arch, tuple(options.names)):
            counts, told = compared(assembler, cases, options.arch)
            wrong += len(told)
            print(
                kind, assembler.name, len(cases), "cases:", ", ".join(f"{counts[key]} {key}" for key in sorted(counts))
            )
            for line in told:
                disagreements.setdefault(line, []).append(assembler.name)
        for line, names in list(disagreements.items())[:SHOWN]:
            print(f"    {line}   ({', '.join(names)})")
        sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
