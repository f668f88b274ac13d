"""Class (d), `.altmacro` programs: LOCAL, `%expr`, `<...>`, `!` and names without a backslash.

In: a random generator and an architecture.  Out: a source.  Rule: docs/fuzzing.md, "Altmacro programs".
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.differential.written import rows

_CALLS = rows("""
1
%2+3
% 4 * 2
%(1 << 3)
<a b>
<a, b>
<x!>y>
<1>
<>
1, 2
1 2
%1 %2
<a> <b>
<a><b>
%cnt
%cnt+1, 3
"q r"
"x"
a=1
a=%5
b=<x y>, a=2
x<y>
1<2
<<a>>
!<a
a!b
<a!!b>
%(cnt*2)
%-1
foo
foo, bar
<foo;bar>
<a # b>
<(a>
%1==1
%~0
%'a'
(1,2)
1 + 2
%undefd
<%1>
%<1>
-1
, 2
<a
&a
a&b
<a>b
x-1
%2-1
<a   b>
%cnt*cnt
% (2)
%8/3
""")
_TAME_CALLS = rows("""
1
%2+3
%cnt
<a b>
<a, b>
1, 2
%cnt+1, 3
foo, bar
%(1 << 3)
<x!>y>
-1
%1+1, <c d>
%cnt, %cnt*2
""")
_NUMBER_CALLS = ("1", "%2+3", "%cnt", "3, 4", "%cnt+1, %cnt", "(2)", "%(1<<2), 7", "% 6 - 2")
_TAME_BODIES = rows(r"""
.ascii "<\a|\b>"
.ascii "\a\()b"
.ascii "%\a"
""")
_BODIES = rows(r"""
.ascii "<\a|\b>"
.ascii "<a|b>"
.ascii "[&a&]"
.ascii "\a\()b"
.ascii "a&b"
.ascii "%\a"
.ifb \b¶.byte 9¶.endif
.ifc \a,foo¶.byte 8¶.endif
.ascii "\@"
.irp q,\a¶.ascii "q\q"¶.endr
.ascii "x\a&y"
.ascii "b'a"
.rept 2¶.ascii "\a"¶.endr
/* a */ .byte 1
.ascii "\a" # b
""")
_PREFIXED = rows(r"""
.byte \a
.long \a + \b
.byte (\a) & 127, \b
.if \a > 1¶.byte 1¶.else¶.byte 2¶.endif
.rept (\a) & 3¶.byte \b¶.endr
""")
_UNPREFIXED = (*(text.replace("\\", "") for text in _PREFIXED), ".byte \\a")
_LOCALS = rows("""
LOCAL here¶here: .long here - here
LOCAL p, q¶p: .byte 1¶q: .byte q - p
LOCAL t¶.set t, 5¶.byte t
""")
_RISKY_LOCALS = rows("""
local low¶low: .byte low-low
LOCAL z y¶z: .byte 3
	LOCAL s¶s:¶	.ascii "s"
""")
_TOKENS = rows(r"""
<
>
<
>
!
!
%
%
&
"
"a"
,
,
(
)
1
2
a
b
x
cnt
+
-
*
<<
==
=
a=
\
;
#
'
\a
&b
<x>
<a b>
%1
!>
!<
!!
""")
_BLANKS = ("", "", " ", "  ")
_LISTS = ("%cnt, %cnt+1", "<a b>, c", "1, %2*3", "<x>, y", "a, b")
_RISKY_LISTS = ("%1 %2", "<a>,<>", "<,>", "%x", "!a")
_ODD = rows(r"""
.ALTMACRO
.irpc c,12¶.byte \c¶.endr
.irpc k,<ab>¶.ascii "k"¶.endr
am0
""")


@dataclass(frozen=True, slots=True)
class _Macro:
    """A macro of the program: whether its formals are `numeric`."""

    name: str
    numeric: bool


class _Writer:
    """Writes one program."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.risk = rng.choice((0.0, 0.1, 0.2, 0.4))
        self.unprefixed = rng.random() < 0.5
        self.local = rng.random() < 0.15
        self.macros: list[_Macro] = []

    def risky(self, factor: float = 1.0) -> bool:
        """Whether to draw from the spellings that may part assemblers."""
        return self.rng.random() < self.risk * factor

    def formals(self, *, numeric: bool) -> str:
        """A header's formals."""
        rng = self.rng
        if rng.random() < 0.05:
            return "a, b:vararg"
        if self.risky(0.15):
            return f"a={self.composed()}, b"
        if numeric:
            return "a, b=1"
        default = rng.choice(("=%2+1", "=<d e>")) if self.risky() else rng.choice(("", "", "=3", "=4"))
        return rng.choice(("a, b{}", "a b{}", "a, b{}", "a{}, b")).format(default)

    def body(self, *, numeric: bool) -> str:
        """One statement of a body, or a few."""
        if numeric:
            return self.rng.choice(_UNPREFIXED if self.unprefixed else _PREFIXED)
        return self.rng.choice(_BODIES if self.rng.random() < 0.3 or self.risky(2) else _TAME_BODIES)

    def definition(self) -> list[str]:
        """A macro."""
        rng = self.rng
        macro = _Macro(f"am{len(self.macros)}", rng.random() < 0.4)
        lines = [f".macro {macro.name} {self.formals(numeric=macro.numeric)}"]
        if self.local and rng.random() < 0.7:
            lines.append(rng.choice(_RISKY_LOCALS if self.risky() else _LOCALS))
        lines += [self.body(numeric=macro.numeric) for _ in range(rng.randint(1, 3))]
        if self.risky(0.15):
            lines.append(f'.ascii "{self.composed().replace(chr(34), "")}|"')
        if rng.random() < 0.1 and self.macros:
            lines.append(f"{self.macros[-1].name} {rng.choice(('%a' if macro.numeric else 'a', 'b', '<a>', '%1'))}")
        self.macros.append(macro)
        return [*lines, ".endm"]

    def composed(self) -> str:
        """Actuals put together from the tokens of this mode."""
        rng = self.rng
        return "".join(rng.choice(_TOKENS) + rng.choice(_BLANKS) for _ in range(rng.randint(1, 6)))

    def call(self) -> str:
        """A call of any macro."""
        macro = self.rng.choice(self.macros)
        if self.risky(0.4):
            return f"{macro.name} {self.composed()}"
        if macro.numeric:
            return f"{macro.name} {self.rng.choice(_NUMBER_CALLS)}"
        return f"{macro.name} {self.rng.choice(_CALLS if self.risky(1.5) else _TAME_CALLS)}"

    def statement(self) -> str:
        """One statement of the program."""
        rng = self.rng
        draw = rng.random()
        if draw < 0.75:
            return self.call()
        if draw < 0.82:
            return "cnt = cnt + 1"
        if draw < 0.9:
            body = rng.choice((r'.ascii "\v|"', '.ascii "v|"'))
            values = self.composed() if self.risky(0.4) else rng.choice(_RISKY_LISTS if self.risky() else _LISTS)
            return f".irp v, {values}\n{body}\n.endr"
        if draw < 0.94:
            return f".noaltmacro\n{'am0 1, 2' if rng.random() < 0.5 else '.byte 1'}\n.altmacro"
        if draw < 0.97:
            return ".rept 2\nam0 %cnt\ncnt = cnt + 1\n.endr"
        return rng.choice(_ODD)


def altmacro(rng: Random, arch: str) -> str:
    """One program; it is the same for every `arch`, which all classes are given."""
    del arch
    writer = _Writer(rng)
    defined = [line for _ in range(rng.randint(1, 3)) for line in writer.definition()]
    opening = [".altmacro", *defined] if rng.random() < 0.9 else [*defined, ".altmacro"]
    return "\n".join([".set cnt, 2", *opening, *(writer.statement() for _ in range(rng.randint(2, 6)))]) + "\n"
