"""Class (c), whole programs: macros, repetitions, conditionals and symbols, with data directives as visible output.

In: a random generator and an architecture.  Out: a source.  Rule: docs/fuzzing.md, "Programs".  Each formal has a
kind (number, word, any text) that its uses and its actuals keep to, so that most programs are accepted; a program's
`risk` says how often a statement is drawn from the spellings that are known or likely to part the families.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.differential import risky
from tests.differential.spellings import SPELLINGS
from tests.differential.tame import actual

INSTRUCTIONS = {
    "x86_64": ("nop", "ret", "movl $5, %eax", "pushq %rbx", "addq %rcx, %rdx", "xorl %eax, %eax", "leaq 8(%rsp), %rdi"),
    "i386": ("nop", "ret", "movl $5, %eax", "pushl %ebx", "addl %ecx, %edx", "leal 8(%esp), %edi"),
    "aarch64": ("nop", "ret", "mov x0, #5", "add x1, x2, #8", "ldr x3, [sp, #16]", "str w4, [x5]"),
    "arm": ("nop", "bx lr", "mov r0, #5", "add r1, r2, r3", "ldr r3, [sp, #16]", "str r4, [r5]"),
    "riscv64": ("nop", "ret", "addi a0, a1, 5", "ld s0, 8(sp)", "add t0, t1, t2"),
    "powerpc64le": ("nop", "blr", "addi 3, 4, 5", "ld 3, 8(1)", "add 3, 4, 5"),
    "s390x": ("br %r14", "lgr %r2, %r3", "lg %r2, 8(%r15)", "aghi %r2, 5"),
    "mips": ("nop", "addiu $4, $5, 5", "lw $2, 8($29)", "addu $2, $3, $4"),
    "loongarch64": ("nop", "addi.d $a0, $a1, 5", "ld.d $s0, $sp, 8", "add.d $t0, $t1, $t2"),
}
"""Per architecture, instructions that both families encode alike."""

_WORDS = ("foo", "bar", "one", "two", "x1", "alpha", "q_2", "Lx")
_RELATIONS = ("==", "!=", "<", ">", "<=", ">=")


@dataclass(slots=True)
class Formal:
    """A formal's `name`, `kind` ("number", "word", "text"), its `default` (None for none) and `qualifier`."""

    name: str
    kind: str
    default: str | None = None
    qualifier: str = ""


@dataclass(slots=True)
class Macro:
    """A macro that a program has defined so far."""

    name: str
    formals: list[Formal]


@dataclass(slots=True)
class Scope:
    """Where statements are written: the `formals` in sight, whether in a macro's body (`\\@` counts there) or in a
    repetition's, and how deep."""

    formals: list[Formal] = field(default_factory=list)
    macro: bool = False
    repeat: bool = False
    depth: int = 0
    names: tuple[str, ...] = ()

    def of(self, kind: str) -> list[Formal]:
        """The formals of a kind that are in sight."""
        return [formal for formal in self.formals if formal.kind == kind]


class Writer:
    """Writes one program; its methods return lines."""

    def __init__(self, rng: Random, arch: str, risk: float, *, altmacro: bool = False, portable: bool = False) -> None:
        self.rng = rng
        self.arch = arch
        self.risk = risk
        self.altmacro = altmacro
        self.portable = portable
        self.macros: list[Macro] = []
        self.printing: set[str] = set()
        self.symbols: list[str] = []
        self.serial = 0
        self.budget = 60

    # --- small pieces ---

    def fresh(self, stem: str) -> str:
        """A name that the program hasn't used."""
        self.serial += 1
        return f"{stem}{self.serial}"

    def use(self, formal: Formal, after: str = "") -> str:
        """A formal's use, closed off from the text that follows it."""
        if self.altmacro and self.rng.random() < 0.4:
            return f"{formal.name}&{after}" if after else formal.name
        return f"\\{formal.name}\\(){after}" if after else f"\\{formal.name}"

    def number(self, scope: Scope, depth: int = 0) -> str:
        """A number known at this point: small, so that it fits wherever it goes."""
        rng = self.rng
        draw = rng.random()
        formals = scope.of("number")
        if formals and draw < 0.45:
            return self.use(rng.choice(formals))
        if self.symbols and draw < 0.6:
            return rng.choice(self.symbols)
        if draw < 0.85 or depth > 1:
            return rng.choice(("0", "1", "2", "3", "5", "7", "8", "0x10", "9", "'a'", "0b11", "-1", "4"))
        blank = rng.choice(("", "", " "))
        left, right = self.number(scope, depth + 1), self.number(scope, depth + 1)
        text = left + blank + rng.choice("+-*|&^") + blank + right
        return f"({text})" if rng.random() < 0.7 else text

    def word(self, scope: Scope) -> str:
        """An identifier, or a use of a formal that holds one."""
        formals = scope.of("word")
        if formals and self.rng.random() < 0.5:
            return self.use(self.rng.choice(formals))
        return self.rng.choice(_WORDS)

    def text(self, scope: Scope) -> str:
        """What stands in a string: words and uses of formals of any kind."""
        rng = self.rng
        parts = []
        for _ in range(rng.randint(1, 3)):
            if scope.formals and rng.random() < 0.7:
                formal = rng.choice(scope.formals)
                parts.append(rng.choice((f"\\{formal.name}", f"\\{formal.name}\\()", f"<\\{formal.name}>")))
            elif scope.macro and rng.random() < 0.15:
                parts.append("\\@")
            else:
                parts.append(rng.choice(("x", " y", "-", "a  b", "#", ";", "/* c */", "1", "\\n", "//", "(", "'")))
        return rng.choice(("", " ", "|")).join(parts)

    def value(self, formal: Formal, scope: Scope) -> str:
        """An actual for a formal."""
        rng = self.rng
        if formal.kind == "number":
            text = self.number(scope)
            safe = rng.random() > self.risk
            return (
                f"({text})" if safe and not text.startswith("(") and any(sign in text for sign in "+-*|&^ ") else text
            )
        if formal.kind == "word":
            return self.word(scope)
        if scope.of("text") and rng.random() < 0.3:
            return self.use(rng.choice(scope.of("text")))
        if rng.random() < self.risk or rng.random() < 0.1:
            return actual(rng, self.arch)
        return rng.choice((rng.choice(SPELLINGS[self.arch].registers), '"a b"', "foo", "12", "x_y", '"1, 2"', "b.c"))

    def comment(self) -> str:
        """A comment that ends a line, or nothing."""
        draw = self.rng.random()
        if draw < 0.06:
            return f" {SPELLINGS[self.arch].comment}"
        return " /* note */" if draw < 0.065 + 0.03 * self.risk else ""

    # --- statements ---

    def data(self, scope: Scope) -> list[str]:
        """Data directives: what a program shows of itself."""
        rng = self.rng
        draw = rng.random()
        if draw < 0.35:
            return [f'.{rng.choice(("ascii", "ascii", "asciz"))} "{self.text(scope)}"']
        items = [self.number(scope) for _ in range(rng.choice((1, 1, 2, 3)))]
        directive = rng.choice((".byte", ".byte", ".long", ".quad", ".short", ".4byte"))
        if directive in (".byte", ".short"):
            items = [f"({item}) & 127" for item in items]
        return [f"{directive} {rng.choice((', ', ',')).join(items)}"]

    def assignment(self, scope: Scope) -> list[str]:
        """A symbol set to a known number, a counter moved on, or a symbol named after a word."""
        rng = self.rng
        draw = rng.random()
        if draw < 0.4 and self.symbols:
            name = rng.choice(self.symbols)
            step = f"{name} {rng.choice('+-')} {rng.choice(('1', '2', '1', '3'))}"
            return [
                rng.choice((f".set {name}, {step}", f"{name} = {step}", f".equ {name},{step}", f".set {name},({step})"))
            ]
        if draw < 0.55 and scope.of("word"):
            return [f".set {self.fresh('val_')}_{self.use(rng.choice(scope.of('word')))}, {self.number(scope)}"]
        name, value = self.fresh("sym"), self.number(scope)
        line = rng.choice((".set {}, {}", "{} = {}", ".equ {}, {}", "{}={}", ".set {},{}", ".equiv {}, {}"))
        if scope.macro or scope.repeat:
            line = ".set {}, {}"
        else:
            self.symbols.append(name)
        if "equiv" in line:
            self.symbols.remove(name)
        return [line.format(name, value)]

    def condition(self, scope: Scope) -> str:
        """The directive and operand that open a conditional."""
        rng = self.rng
        choices: list[Callable[[], str]] = [
            lambda: f".if {self.number(scope)} {rng.choice(_RELATIONS)} {self.number(scope)}",
            lambda: f".if {self.number(scope)}",
            lambda: f".if ({self.number(scope)}){rng.choice(_RELATIONS)}({self.number(scope)})",
            lambda: f".if ({self.number(scope)} > 1) {rng.choice(('&&', '||'))} ({self.number(scope)} < 5)",
            lambda: f"{rng.choice(('.ifeq', '.ifne', '.ifgt', '.ifge', '.iflt', '.ifle'))} {self.number(scope)}",
            lambda: (
                f"{rng.choice(('.ifdef', '.ifndef', '.ifnotdef'))} {rng.choice([*self.symbols, 'nowhere', 'sym1'])}"
            ),
            lambda: f"{rng.choice(('.ifc', '.ifnc'))} {self.word(scope)},{rng.choice(('', ' '))}{self.word(scope)}",
            lambda: f'{rng.choice((".ifeqs", ".ifnes"))} "{self.word(scope)}", "{self.word(scope)}"',
        ]
        if scope.formals:
            formal = rng.choice(scope.formals)
            choices += [lambda: f"{rng.choice(('.ifb', '.ifnb'))} \\{formal.name}"] * 2
            choices += [lambda: f".ifc \\{formal.name},{rng.choice(('foo', '1', '%rax', '', 'a b'))}"]
        return rng.choice(choices)()

    def conditional(self, scope: Scope) -> list[str]:
        """A conditional with its arms."""
        rng = self.rng
        inner = Scope(scope.formals, scope.macro, scope.repeat, scope.depth + 1, scope.names)
        known = list(self.symbols)
        lines = [self.condition(scope) + self.comment(), *self.block(inner, rng.randint(1, 3))]
        self.symbols = known.copy()
        if rng.random() < 0.2:
            lines += [f".elseif {self.number(scope)} {rng.choice(_RELATIONS)} {self.number(scope)}"]
            lines += self.block(inner, 1)
            self.symbols = known.copy()
        if rng.random() < 0.5:
            lines += [".else" + self.comment(), *self.block(inner, rng.randint(1, 2))]
            self.symbols = known.copy()
        if scope.macro and rng.random() < 0.12:
            lines.append(".exitm")
        return [*lines, ".endif" + self.comment()]

    def repetition(self, scope: Scope) -> list[str]:
        """`.rept`, `.irp` or `.irpc` with a body."""
        rng = self.rng
        draw = rng.random()
        known = list(self.symbols)
        name = self.fresh("v")
        if draw < 0.4:
            inner = Scope(scope.formals, scope.macro, True, scope.depth + 1, scope.names)
            opening = f"{rng.choice(('.rept', '.rept', '.rep'))} {rng.choice(('2', '3', '1', '0', '(1+1)'))}"
            if scope.of("number") and rng.random() < 0.3:
                opening = f".rept ({self.use(rng.choice(scope.of('number')))}) & 3"
        elif draw < 0.8:
            kind = rng.choice(("number", "word", "text"))
            formal = Formal(name, kind)
            inner = Scope([*scope.formals, formal], scope.macro, True, scope.depth + 1, scope.names)
            outer = Scope(scope.formals, scope.macro, scope.repeat, scope.depth, scope.names)
            values = [self.value(formal, outer) for _ in range(rng.randint(1, 4))]
            opening = f".irp {name}{rng.choice((',', ', '))}{rng.choice((',', ', ')).join(values)}"
        else:
            inner = Scope([*scope.formals, Formal(name, "number")], scope.macro, True, scope.depth + 1, scope.names)
            opening = f".irpc {name},{rng.choice(('123', '07', '5', '0918'))}"
        body = self.block(inner, rng.randint(1, 3))
        if rng.random() < 0.06:
            body += [f".if {self.number(inner)} > 1", ".exitm", ".endif"]
        self.symbols = known
        return [opening + self.comment(), *body, ".endr" + self.comment()]

    def header(self, formals: list[Formal], name: str) -> str:
        """A macro's first line, in any of the spellings."""
        rng = self.rng
        texts = []
        for formal in formals:
            text = formal.name
            if formal.qualifier:
                text += rng.choice((":", ":", ":", " : ", ": ")) + formal.qualifier
            if formal.default is not None:
                text += rng.choice(("=", "=", " = ")) + formal.default
            texts.append(text)
        between = rng.choice((", ", ",", " ", ", ", " , "))
        after = rng.choice((" ", " ", " ", ", ", "\t")) if texts else ""
        directive = ".MACRO" if rng.random() < 0.02 else ".macro"
        return f"{directive} {name}{after}{between.join(texts)}{self.comment()}"

    def formals(self) -> list[Formal]:
        """A macro's formals, with defaults and qualifiers."""
        rng = self.rng
        made = []
        stems = rng.sample(
            ("a", "b", "val", "reg", "n", "name", "x", "tmp", "len", "i.1", "_k"), k=rng.choice((0, 1, 1, 2, 2, 3, 4))
        )
        for stem in stems:
            kind = rng.choice(("number", "number", "word", "text"))
            formal = Formal(stem, kind)
            draw = rng.random()
            if draw < 0.25:
                formal.default = {"number": "4", "word": "foo", "text": rng.choice(('"a b"', "z", "", "%r1"))}[kind]
            elif draw < 0.4:
                formal.qualifier = "req"
            made.append(formal)
        if made and rng.random() < 0.12:
            made[-1] = Formal(made[-1].name, "text", None, "vararg")
        return made

    def definition(self, scope: Scope) -> list[str]:
        """A macro; seldom one that defines another, that calls itself, or that is purged and defined anew."""
        rng = self.rng
        name = self.fresh(rng.choice(("mac", "do_", "m.", "put_")))
        formals = self.formals()
        inner = Scope(formals, True, False, scope.depth + 1, (name,))
        known = list(self.symbols)
        body = self.block(inner, rng.randint(1, 5))
        self.symbols = known
        lines = [self.header(formals, name), *body, rng.choice((".endm", ".endm", ".endm", ".endm" + self.comment()))]
        self.macros.append(Macro(name, formals))
        if rng.random() < 0.05:
            lines += [f".purgem {name}", self.header(formals, name), *self.block(inner, 2), ".endm"]
            self.symbols = known
        return lines

    def invocation(self, scope: Scope) -> list[str]:
        """A call of a macro defined before, positional, by keyword or both."""
        rng = self.rng
        candidates = [macro for macro in self.macros if macro.name not in scope.names]
        if not candidates:
            return self.data(scope)
        macro = rng.choice(candidates)
        formals = macro.formals
        given: list[str] = []
        keywords = rng.random() < 0.2 and not self.altmacro
        for formal in formals:
            if formal.default is not None and rng.random() < 0.4 and not given_by_place(formals, formal):
                continue
            value = self.value(formal, scope)
            given.append(f"{formal.name}={value}" if keywords and formal.qualifier != "vararg" else value)
        if any(formal.qualifier == "vararg" for formal in formals) and keywords:
            given = [self.value(formal, scope) for formal in formals]
        if formals and formals[-1].qualifier == "vararg" and rng.random() < 0.5:
            given.append(self.value(formals[-1], scope))
        between = (
            rng.choice((", ", ",", ", ")) if rng.random() > self.risk else rng.choice((" ", " , ", ", ", "\t", ","))
        )
        label = f"{self.fresh('.Lcall')}: " if rng.random() < 0.05 and not (scope.macro or scope.repeat) else ""
        return [f"{label}{macro.name}{' ' if given else ''}{between.join(given)}{self.comment()}"]

    def label(self, scope: Scope) -> list[str]:
        """A label that no repetition defines twice."""
        rng = self.rng
        if scope.repeat:
            return ["7:", ".long 7b - 7b"] if rng.random() < 0.5 else self.data(scope)
        if scope.macro:
            name = f".L{self.fresh('t')}_\\@"
            return [f"{name}: .long {name} - {name}"] if rng.random() < 0.5 else [f"{name}:"]
        return [f"{self.fresh('lab')}:{rng.choice(('', ' .byte 1'))}"]

    def message(self, scope: Scope) -> list[str]:
        """What speaks: a warning, a print, seldom an error."""
        rng = self.rng
        if rng.random() < 0.1:
            return [rng.choice((".err", '.error "no"'))]
        return [f'{rng.choice((".warning", ".print"))} "{rng.choice(_WORDS)}"']

    def section(self, scope: Scope) -> list[str]:
        """A change of section and back."""
        if scope.macro or scope.repeat:
            return [".pushsection .data", *self.data(scope), ".popsection"]
        return [self.rng.choice((".data", ".text", ".section .rodata", ".text"))]

    def distance(self, scope: Scope) -> list[str]:
        """A conditional on the distance of two labels, which an assembler may or may not know by then."""
        rng = self.rng
        name = self.fresh(".Ld")
        if scope.macro or scope.repeat:
            name = f"{name}_\\@" if scope.macro and not scope.repeat else "9"
        start, end = ("9b", "9:") if name == "9" else (name, f"{name}:")
        between = rng.choice((self.data(scope), self.instruction(scope), self.instruction(scope)))
        return [
            end, *between, f".if . - {start} {rng.choice(('>', '==', '<'))} {rng.choice(('4', '0', '1'))}",
            *self.data(scope), ".else", *self.data(scope), ".endif",
        ]  # fmt: skip

    def instruction(self, scope: Scope) -> list[str]:
        """An instruction that both families encode alike."""
        return [self.rng.choice(INSTRUCTIONS[self.arch])]

    def block(self, scope: Scope, count: int) -> list[str]:
        """Statements in a scope, `count` draws of them while the program's budget lasts."""
        lines: list[str] = []
        for _ in range(count):
            self.budget -= 1
            lines += self.statement(scope)
        if not lines:
            lines = self.data(scope)
        if self.rng.random() < 0.05 and len(lines) > 1:
            place = self.rng.randrange(len(lines) - 1)
            if not any(mark in lines[place] for mark in "#/@\"'"):
                lines[place : place + 2] = [f"{lines[place]}; {lines[place + 1].lstrip()}"]
        return [rng_indent(self.rng) + line for line in lines]

    def statement(self, scope: Scope) -> list[str]:
        """One draw."""
        rng = self.rng
        if rng.random() < self.risk * 0.5:
            return risky.statement(self, scope)
        simple = [
            (36.0, self.data),
            (9.0, self.assignment),
            (5.0, self.label),
            (3.0, self.instruction),
            (1.0, self.message),
        ]
        simple += [(0.0 if self.portable else 1.5, self.distance), (2.0, self.section)]
        if scope.depth < 3 and self.budget > 0:
            simple += [(12.0, self.conditional), (9.0, self.repetition), (14.0, self.invocation)]
            simple += [(14.0 if not scope.depth else 2.0 if not scope.repeat else 0.0, self.definition_here)]
        return rng.choices([make for _, make in simple], [weight for weight, _ in simple])[0](scope)

    def definition_here(self, scope: Scope) -> list[str]:
        """A definition; inside a macro one that the outer macro makes, under a name of its own each time, and calls."""
        if not scope.depth:
            return self.definition(scope)
        if not scope.macro:
            return self.data(scope)
        name = self.fresh("in_") + "_\\@"
        inner = Scope([Formal("zz", "number"), *scope.formals], True, False, scope.depth + 1, scope.names)
        return [
            f".macro {name}{self.rng.choice((', ', ',', ', ')) if self.rng.random() > self.risk else ' '}zz",
            *self.block(inner, 2),
            ".endm",
            f"{name} {self.number(Scope())}",
        ]


def given_by_place(formals: list[Formal], formal: Formal) -> bool:
    """Whether leaving out this actual would move later ones to the wrong formal."""
    return formal is not formals[-1]


def rng_indent(rng: Random) -> str:
    """Blanks before a statement."""
    return rng.choice(("", "", "", "\t", "  "))


def program(rng: Random, arch: str, *, portable: bool = False) -> str:
    """One program."""
    risk = rng.choice((0.0, 0.0, 0.1, 0.3)) if portable else rng.choice((0.0, 0.0, 0.05, 0.1, 0.25, 0.5))
    writer = Writer(rng, arch, risk, portable=portable)
    lines: list[str] = []
    for _ in range(rng.randint(3, 12)):
        lines += writer.block(Scope(), 1)
    for macro in list(writer.macros):
        if rng.random() < 0.7:
            writer.macros = [macro]
            lines += writer.invocation(Scope())
    return "\n".join(lines) + "\n"
