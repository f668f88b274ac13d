"""Statements spelled in ways that are known or likely to part the families or their releases.

In: a program's writer and a scope.  Out: lines.  Rule: docs/fuzzing.md, "Programs"; each maker is one group of
spellings, drawn with the same weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.differential.written import rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.differential.programs import Scope, Writer

_FORMALS = rows("""
a,b,
a=1 b=2
a=1 -2, b
a=8(%rax) b=1
a=(1) b=(2)
a=(1,2), b
a= b=6
a=, b=
a b=a
a=, b
a:req=5, b
a : req b
a, b:vararg=7
a==5, b
a="x y", b="z"
a='x', b
a,, b
a /* c */ b
a b:REQ
a, a
a=1 + 2, b
a=4 *2 b=1
a="", b
a=1,b = 2
a.x b$y
a=[1, b=2]
a b # c
a=-1 b
""")
_ENDINGS = rows("""
.endm
.endm
.endm {name}
.endm # c
.endm /* x */
.ENDM
.endmacro
endm
""")
_GIVEN = ("", " 1", " 1, 2", " b=3", ' "q"', " x y", " ,2", " a=1 b=2")
_CALLED = rows(r"""
a -b
-1 -2
a - b
(a) b
(a,b)
8(%rax) %rbx
x [y]
lsl #2
a /* c */ b
a/**/b
a, b /* c */
a // c
a"b"
"a""b"
"a"b
'a' b
'a, 'b
a=1
c=1 a=2
a = 1, b= 2
a=2 - 1
x==y
a!=b
1==2
a=b=c
%a=2
""
1,,2
,
a, b, c,
a b c d
\x
\\ c
a \
. b
x -> y
{a} b
a{b}
[a b]
{a, b}
a <<1
a| b
!a
~ a
$ 1
$1 $2
#1 #2
(a + b)
a ( b
a ) b
1 2 3
a:b
a : b
@x y
'\n'
a'b'
a 'b'
"a \" b"
"a" "b"
b=(1) c=2
a;
a # c
""")
_NAMED = rows(r"""
\(\{name})
\(text)
&{name}
\{name}'
\{name}&x
\+
\zz
\{name}x
\{name}.x
\\{name}
\\\{name}
\@
\()\{name}
\{name}\()\()x
$1
\1
\&
x&{name}&y
\{name}\@
{name}
\ {name}
\
\{name}\{name}
""")
_UNNAMED = rows(r"""
.ascii "\()x"
.ascii "\@"
.ascii "$1"
.ascii "\\x"
.ascii "a&b"
""")
_REPEATS = rows(r"""
.irp x a b
.irp x
.irp x,
.irp x,""
.irp x,a,,b
.irp x,a,
.irp x,a b c
.irp x,(a) b
.irp x,a -b
.irp x,(a,b)
.irp x,"a,b",c
.irp x, 1 + 2, 3
.irp x,[a b]
.irp x,"a" "b"
.irp x , a
.irp x,a /* c */
.irp x,a # c
.irp x,$1,%a
.irp x:req,a
.irp x=1,a
.irp \x,a
.irpc x,a b
.irpc x,"ab"
.irpc x,a,b
.irpc x,
.irpc x
.irpc x,-1
.irpc x ab
.irpc x,a.b
.irep x,a,b
.irepc x,ab
.REPT 2
.IRP x,1
.rept
.rept 0
.rept -1
.rept undefd
.rept (2)
.rept 1 + 1
.rept 2 # c
.rept 2, 3
.rept '\2'
""")
_REPEATED = rows(r"""
.ascii "<\x>"
.ascii "\x\()y"
.ascii "\@"
.byte 1
.ascii "\\x\\"
.byte 1; .byte 2
.ascii "\+"
.byte 1¶.exitm¶.byte 2
.if 1¶.byte 1
.byte 1 # c
.irp y,1,2¶.ascii "\x\y"¶.endr
.endm
.irp x,c¶.ascii "\x"¶.endr
""")
_REPEAT_ENDS = (".endr x", ".ENDR", ".endr # c", ".endr; .byte 3", "l: .endr")
_CONDITIONS = rows(r"""
.if undefd == 0
.if undefd
.if undefd == undefd
{new}:¶.if {new} == {new}
{new}:¶.if . == {new}
.comm {new},4¶.ifdef {new}
.set {new}, undefd¶.ifdef {new}
.globl {new}¶.ifdef {new}
.ifc a + b,a+b
.ifc "a,b",c
.ifc "a","a"
.ifc a,a # c
.ifc a /* c */,a
.ifc 'a',97
.ifc ,
.ifc a b,a  b
.ifc a
.ifc a,A
.ifb
.ifb ""
.ifb /* c */
.ifb # c
.ifnb a b
.ifeqs "\x41", "A"
.ifeqs "a","a" "b"
.ifeqs a,a
.ifnes "a", "b"
.ifdef
.ifdef 1
.ifdef "sym1"
.ifdef sym1 x
.ifnotdef sym1
.if 1.5
.if "a" == "a"
.if 'a == 97
.if 1 /
.if
.if 1 2
.if !0
.if 1 <> 2
.if 1 ! 2
.if 3 % 2 == 1
.if (1
.if 1)
.if 1 == 1 == -1
.if -1 > 0
.if 1 << 64
.if 1 / 0
.if ~0 == -1
.if 0x8000000000000000 < 0
.if 1 || undefd
.if 2b
.if $
.if . == .
.if 1 && 2
.if sym1 - sym1
.if 10ULL == 10
.if 0b2
.if 08
.if 0x
.if 1f - 1f
.if (2 > 1) == -1
.if 5 > 3 > 1
.IF 1
.If 0
.ifeq 0
.ifeq
.ifge -1
.iff 1
""")
_MIDDLES = (
    ".else",
    ".else",
    ".else",
    ".elseif 1",
    ".elseif 0",
    ".else x",
    ".ELSE",
    ".elsec",
    ".elif 1",
    ".else # c",
    ".elseif",
)
_CONDITION_ENDS = (".endif x", ".ENDIF", ".endif # c", ".endc", "l9: .endif")
_SYMBOLS = rows(r"""
{new} == 5
.eqv {new}, 5
.equiv {new}, 5¶.equiv {new}, 6
.set {new}, undefd
.set {new}, 1¶.byte {new}¶.set {new}, 2
{new} = 1¶.byte {new}¶{new} = {new} + 1¶.byte {new}
.set {new}, .¶.byte 1¶.byte . - {new}
.set {new} 5
.set {new},
.set k{new}, 1¶.byte K{new}
{new} = 'a'
{new} = (1
.set "{new}", 4¶.byte {new}
{new}: = 5
.set .{new}, 3¶.byte .{new}
.set {new}, 1 + 2 * 3¶.byte {new}
.set {new}, 1|2+4¶.byte {new}
.set {new}, 7 & 3 == 3¶.byte {new}
.set {new}, -1 >> 60¶.byte {new}
.set {new}, !3¶.byte {new}
.set {new}, 5 % -3¶.byte {new} & 255
.set {new}, -7 / 2¶.byte {new} & 255
.set {new}, 1 << 65¶.byte {new}
.equ {new}, 2; .rept {new}; .byte {new}; .endr
""")
_STRAYS = rows(r"""
.endm
.endr
.exitm
.purgem nobody
.else
.endif
.end
.end x
.macro {new}¶.endm¶.purgem {new}¶{new}
.macro {new}¶.endm¶.macro {new}¶.endm
.macro {new}¶.endm¶.purgem {new}, x
.macro {new}¶.purgem {new}¶.byte 1¶.endm¶{new}
.macro {new}¶.if 1¶.byte 1¶.endm¶{new}¶.endif
.if 1¶.macro {new}¶.endif¶.endm¶{new}
.if 0¶.macro {new}¶.endm¶.endif¶{new}
.macro {new}¶.else¶.endm¶.if 0¶.byte 1¶{new}¶.byte 2¶.endif
.macro {new}¶.exitm¶.byte 1¶.endm¶{new}
.macro {new}¶.exitm x¶.endm¶{new}
.macro {new}¶.rept 3¶.endm¶{new}¶.byte 1¶.endr
{new}: .macro a¶.byte 1¶.endm¶{new}
.macro {new}¶l{new}: .endm¶.endm¶{new}
.macro {new} a¶.ifb \a¶.exitm¶.endif¶.byte 1¶.endm¶{new}¶{new} 1
""")
_LEXICAL = rows(r"""
.byte 1 // c
// c
/ c
# 42 "other.s"
#APP¶.byte 1¶#NO_APP
/* a¶ b */ .byte 1
.byte 1 /* a¶ */
.ascii "a¶b"
.byte 1/**/2
.by/**/te 1
.ascii "a" "b"
.asciz "a" "b"
.ascii "\q"
.ascii "\x41\101\0"
.byte 'a, 'b
.byte 'a'
.byte '\n'
.byte 'a'+1
.byte 300
.byte 1,,2
.byte 1+
.byte
.byte ,
.byte 1 +1
.byte (1) (2)
.byte 0b101, 0x1f, 017, 0
.ascii"x"
.BYTE 1
.TEXT
.hword 1
.2byte 5
.octa 1
.float 1.5
.sleb128 -5
.uleb128 300
.string8 "a"
.string "x"
.byte 1 ; .byte 2 ;
;;
.byte 1 !.byte 2
.byte 1 @ c
.byte 1 # c /* d
a b:
x@y:
.byte 1 \
\x
.ascii "a\¶b"
.skip 2
.zero 3, 1
.fill 2, 2, 5
.space 1+1
.align 4
.p2align 2
.balign 8
.org .+2
.long 5 - -3, 2--1
.long 1 ! 2
.quad 0xffffffffffffffff
99: .byte 1¶.long 99b - 99b
""")
_HIDING = rows(r"""
.macro nop¶.byte 0x11¶.endm¶nop¶.purgem nop¶nop
.macro .byte a¶.long \a¶.endm¶.byte 1¶.purgem .byte
.macro .mine a¶.long \a¶.endm¶.mine 1
.macro NOP¶.byte 0x12¶.endm¶nop¶.purgem NOP
.macro Cased a¶.byte \a¶.endm¶cased 1¶.purgem Cased
.macro same¶.byte 1¶.endm¶same = 5¶same¶.byte same
.macro lbl¶.byte 1¶.endm¶lbl: lbl
.macro _q¶.byte 1¶.endm¶_q;_q
.macro m1 a¶.byte 0\a¶.endm¶m1(1)¶m1-1
.macro "qm"¶.byte 1¶.endm¶qm
.macro late¶later¶.endm¶.macro later¶.byte 7¶.endm¶late
.macro .if2¶.byte 1¶.endm¶.if2
""")
_COUNTER = r"""
.set {new}_n, {depth}
.macro {new}
.if {new}_n
.set {new}_n, {new}_n - 1
{new}
.endif
.endm
{new}
.byte {new}_n
"""
_COUNTDOWN = r"""
.macro {new} n
.byte (\n) & 127
.if \n
{new} "(\n-1)"
.endif
.endm
{new} {depth}
"""
_LOOSE = rows(r"""
a
b
foo
1
2
"x y"
"a,b"
""
,
,
(
)
[
]
{
}
+
-
*
=
==
%
$
#
@
!
:
\
'a'
'
/* c */
//
.
""")
_HEADERS = rows("""
a
b
c
,
,
=
=1
=x
="q r"
:req
:vararg
: req
=(1)
=-2
$
.
/* c */
=a b
=1 2
""")
PUT = "risky_put"
_PUT_DEFINED = rf".macro {PUT} a b c" + '\n.ascii "<\\a|\\b|\\c>"\n.endm'


def statement(writer: Writer, scope: Scope) -> list[str]:
    """One risky statement."""
    text = writer.rng.choice(_MAKERS)(writer, scope)
    return text.strip("\n").split("\n") if text else writer.data(scope)


def _new(writer: Writer, text: str, **others: str) -> str:
    """The text with a fresh name in its places."""
    for mark, value in {"new": writer.fresh("kn"), **others}.items():
        text = text.replace(f"{{{mark}}}", value)
    return text


def _drawn(table: tuple[str, ...], *, inside: float = 1.0) -> Callable[[Writer, Scope], str]:
    """A maker that draws from a table; inside a body only with some probability, because it defines names."""

    def make(writer: Writer, scope: Scope) -> str:
        if scope.depth and writer.rng.random() >= inside:
            return ""
        return _new(writer, writer.rng.choice(table))

    return make


def _header(writer: Writer, scope: Scope) -> str:
    """A macro with defaults, commas and an end as somebody may spell them, and its call."""
    if scope.depth:
        return ""
    rng, name = writer.rng, writer.fresh("hd")
    formals = rng.choice(_FORMALS)
    names = [part.split(":")[0].split("=")[0].strip() for part in formals.replace(" ", ",").split(",")]
    body = "|".join(f"\\{part}" for part in dict.fromkeys(names) if part.replace(".", "").replace("$", "").isalnum())
    ending = rng.choice(_ENDINGS).replace("{name}", name) if rng.random() < 0.25 else ".endm"
    return f'.macro {name} {formals}\n.ascii "<{body}>"\n{ending}\n{name}{rng.choice(_GIVEN)}'


def _call(writer: Writer, scope: Scope) -> str:
    """A call of a printing macro with loose actuals, comments and keywords; its definition where it isn't there yet."""
    defined = PUT in writer.printing
    if scope.depth and not defined:
        return ""
    writer.printing.add(PUT)
    name = PUT.upper() if writer.rng.random() < 0.05 else PUT
    call = f"{name} {writer.rng.choice(_CALLED)}"
    return call if defined else f"{_PUT_DEFINED}\n{call}"


def _substitution(writer: Writer, scope: Scope) -> str:
    """Odd ways to name a formal, or what looks like one."""
    rng = writer.rng
    if not scope.formals:
        return rng.choice(_UNNAMED)
    text = rng.choice(_NAMED).replace("{name}", rng.choice(scope.formals).name)
    return rng.choice((f'.ascii "{text}|"', f'.ascii "x{text}"', f".ifc {text},1\n.byte 9\n.endif"))


def _repeat(writer: Writer, scope: Scope) -> str:
    """A repetition with a loose list, an odd count, an odd end."""
    rng = writer.rng
    opening = ".irp x,a,b" if writer.portable and rng.random() < 0.5 else rng.choice(_REPEATS)
    ending = ".endr" if rng.random() < 0.8 else rng.choice(_REPEAT_ENDS)
    return f"{opening}\n{rng.choice(_REPEATED)}\n{ending}"


def _conditional(writer: Writer, scope: Scope) -> str:
    """A condition that one family knows, compares or spells otherwise."""
    rng = writer.rng
    ending = ".endif" if rng.random() < 0.9 else rng.choice(_CONDITION_ENDS)
    arms = (*writer.data(scope), rng.choice(_MIDDLES), *writer.data(scope))
    return "\n".join((_new(writer, rng.choice(_CONDITIONS)), *arms, ending))


def _composed(writer: Writer, table: tuple[str, ...], most: int) -> str:
    """Tokens of a table, joined with blanks and without."""
    rng = writer.rng
    return "".join(rng.choice(table) + rng.choice(("", " ", " ", "  ")) for _ in range(rng.randint(1, most)))


def _loose(writer: Writer, scope: Scope) -> str:
    """A header, a list, a comparison or a string put together from tokens."""
    rng, text = writer.rng, _composed(writer, _LOOSE, 5)
    kind = rng.random()
    if kind < 0.3 and not scope.depth:
        name = writer.fresh("lo")
        call = _composed(writer, _LOOSE, 4) if rng.random() < 0.3 else rng.choice(_GIVEN)
        return f'.macro {name} {_composed(writer, _HEADERS, 6)}\n.ascii "<\\a|\\b>"\n.endm\n{name} {call}'
    if kind < 0.5:
        directive = rng.choice((".irp x,", ".irp x,", ".irp x ", ".irpc x,"))
        return f'{directive}{text}\n.ascii "<\\x>"\n.endr'
    if kind < 0.65:
        other = text if rng.random() < 0.5 else _composed(writer, _LOOSE, 3)
        return f"{rng.choice(('.ifc', '.ifnc'))} {text},{other}\n.byte 1\n.endif"
    if kind < 0.75:
        return f"{rng.choice(('.ifb', '.ifnb', '.ifdef', '.ifeq', '.if'))} {text}\n.byte 1\n.else\n.byte 2\n.endif"
    if kind < 0.9 and PUT in writer.printing:
        return f"{PUT} {text}"
    return f'.ascii "{text.replace(chr(34), "")}"'


def _recursion(writer: Writer, scope: Scope) -> str:
    """A macro that calls itself, to a depth that both, one or none allows."""
    if scope.depth:
        return ""
    depth = writer.rng.choice(("3", "5", "18", "19", "20", "25", "98", "104"))
    return _new(writer, _COUNTDOWN if depth in {"3", "5"} else _COUNTER, depth=depth)


_MAKERS: tuple[Callable[[Writer, Scope], str], ...] = (
    _header,
    _loose,
    _loose,
    _call,
    _call,
    _substitution,
    _repeat,
    _conditional,
    _drawn(_SYMBOLS),
    _drawn(_STRAYS, inside=0.2),
    _drawn(_LEXICAL),
    _drawn(_LEXICAL),
    _recursion,
    _drawn(_HIDING, inside=0.0),
)
