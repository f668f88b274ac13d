"""How operands are spelled in kernel, codec and crypto sources, architecture by architecture.

In: nothing.  Out: `SPELLINGS` by architecture.  Rule: patterns in which `{r}` stands for a register, `{v}` a vector
register, `{n}` a small number, `{s}` a symbol, `{e}` an expression; `tame.py` fills them in.  The first list of an
architecture holds what most actuals are, the second what carries blanks, commas or brackets.  Two blanks part patterns.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelling:
    """An architecture's `registers` and `vectors`, and its patterns: `plain` ones and `loose` ones; `comment` is the
    comment that ends a line there in both families."""

    registers: tuple[str, ...]
    vectors: tuple[str, ...]
    plain: tuple[str, ...]
    loose: tuple[str, ...]
    comment: str


def _spelling(registers: str, vectors: str, plain: str, loose: str, comment: str) -> Spelling:
    """A row; the lists are parted by newlines or two blanks."""

    def parted(text: str) -> tuple[str, ...]:
        return tuple(text.strip().replace("\n", "  ").split("  "))

    return Spelling(parted(registers), parted(vectors), parted(plain), parted(loose), comment)


_X86_PLAIN = """
{r}  {r}  {r}  {v}  ${n}  $0x{n}  $-{n}  ${s}  $({n}<<{n})  {n}({r})  -{n}({r})  ({r})  {n}*{n}({r})  {s}(%rip)
{s}+{n}(%rip)  {s}-{n}({r})  ({e})({r})  %gs:{n}  *{r}  $~{n}  {s}@PLT
"""
_X86_LOOSE = """
{n}({r},{r},{n})  ({r},{r})  ({r}, {r})  {n}({r}, {r}, {n})  {s}(,{r},8)  %st({n})  {v}{{%k1}}  {v} {{%k1}}{{z}}
{n} ({r})  {s} - {n}({r})  {n}({r}) + {n}  $({n} << {n})  $ {n}  %fs:{n}({r})  * {r}  ({n} * {n})({r})
{n} + {n}({r})  %gs: {n}  ${s} - {s}  -{n} ({r})
"""

SPELLINGS: dict[str, Spelling] = {
    "x86_64": _spelling(
        "%rax  %rbx  %rcx  %rsp  %r8  %r15d  %eax  %cl  %ax  rdi  %dil",
        "%xmm0  %xmm13  %ymm4  %zmm31  %mm7  xmm5",
        _X86_PLAIN,
        _X86_LOOSE,
        "# note",
    ),
    "i386": _spelling(
        "%eax  %ebx  %ecx  %esp  %esi  %bl  %ax  edi",
        "%xmm0  %xmm7  %mm3  %ymm2",
        _X86_PLAIN.replace("(%rip)", ""),
        _X86_LOOSE,
        "# note",
    ),
    "aarch64": _spelling(
        "x0  x1  x30  w2  w19  sp  xzr  lr",
        "v0  v31.16b  v2.4s  q7  d8  v3.s[1]  v0.d[0]  v4.8h",
        """
{r}  {r}  {r}  {v}  #{n}  #-{n}  [{r}]  #({n}<<{n})  ={s}  :lo12:{s}  #:lo12:{s}  {n}f  #0x{n}  [{r},#{n}]  {s}
eq  #{n}*{n}  [{r}],#{n}  #{s}
""",
        """
[{r}, #{n}]  [{r}, #{n}]!  [{r}], #{n}  lsl #{n}  {r}, lsl #{n}  LSL #{n}  uxtw #{n}  [{r}, {r}]
[{r}, {r}, lsl #{n}]  {{{v}}}  {{{v}, {v}}}  {{{v}-{v}}}  [{r}, :lo12:{s}]  # {n}  #({n} << {n})
[{r}, #{n} * {n}]  {v} [{n}]  [ {r} ]  #{n} - {n}  sxtw {r}  {r} ]  #-{n} + {s}
""",
        "// note",
    ),
    "arm": _spelling(
        "r0  r1  r12  sp  lr  pc  ip  r4",
        "q0  d16  s3  d0[1]  q15  d31",
        """
{r}  {r}  {r}  {v}  #{n}  #-{n}  [{r}]  [{r}]!  ={s}  #({n}<<{n})  [{r},#{n}]  {s}  eq  #0x{n}  {n}f  {r}, lsl #{n}
lsl #{n}  #{n}*{n}  [{r}],{r}  :lower16:{s}  {{{r}-{r}}}
""",
        """
[{r}, #{n}]  [{r}, #-{n}]!  [{r}], #{n}  lsl #{n}  ({n}) {r}  {s} (PLT)  {r}, ror #{n}  asr #{n}  ror {r}  [{r}, {r}]
[{r}, {r}, lsl #{n}]  {{{r}, {r}}}  {{{r}-{r}, lr}}  [{r}, :128]!  [{r} :64]  # {n}  #({n} << {n})
#:lower16:{s}  {{{v}, {v}}}  #{n} - {n}  [{r}, #{s} - {n}]  {v} [{n}]  {r} !  {{{v}}} [{r}]
""",
        "@ note",
    ),
    "riscv64": _spelling(
        "a0  a7  t0  sp  ra  zero  s11  x5  tp",
        "fa0  ft3  v8  fs1  v0",
        """
{r}  {r}  {r}  {v}  {n}  -{n}  {n}({r})  ({r})  -{n}({r})  %lo({s})({r})  %hi({s})  {s}  {n}*{n}({r})
%pcrel_hi({s})  {n}f  {s}@plt  0x{n}  ({e})({r})  %tprel_add({s})
""",
        """
{n} ({r})  %lo({s}) ({r})  %hi ({s})  {n} * {n}({r})  ({n} + {n})({r})  %pcrel_lo({n}b)({r})  {n} - {n}
%lo({s} + {n})({r})  {v}, v0.t  - {n}  %{s}  {n} + {n} ({r})  ~ {n}  e32, m1, ta, ma  %lo({s}) {r}  ({r}) {n}
""",
        "# note",
    ),
    "powerpc64le": _spelling(
        "r3  r1  %r31  3  12  %r2  r0  cr0  cr7",
        "v0  %v19  vs34  f1  %f31",
        """
{r}  {r}  {r}  {v}  {n}  -{n}  {n}({r})  ({r})  -{n}({r})  {s}@l({r})  {s}@ha  {s}@toc@ha  {n}*cr1+eq
({e})({r})  {s}  {n}f  0x{n}  {s}@got({r})  {s}-{n}@l
""",
        """
{n} ({r})  {s}@toc@l ({r})  4 * cr1 + eq  {n} * {n}({r})  ({n} + {n})({r})  {n} - {n}  ({n} << {n})  - {n}({r})
{s} @l({r})  {r}, {r}, {n}  % {r}  {s} - {s}  ({s} - {n})@ha  {n} [{r}]  ({r}) {n}  {s}@l {n}({r})
""",
        "# note",
    ),
    "s390x": _spelling(
        "%r2  %r15  %r0  %r14  %a1  %c0  2  15",
        "%v0  %v31  %f4  %f15",
        """
{r}  {r}  {r}  {v}  {n}  -{n}  {n}({r})  ({r})  {s}-{s}  {s}@PLT  {s}  {n}f  0x{n}  {n}+{n}({r})  {s}@GOTENT
({e})({r})  .+{n}  -{n}({r})
""",
        """
{n}({r},{r})  {n}({n},{r})  {n}({r}, {r})  {n} ({r})  {s}-{s}({r})  {s} - {s}({r})  {n} + {n}({r})
{n}({n}, {r}), {r}  ({n} + {n})({r})  - {n}({r})  % {r}  {n}*{n}({r}, {r})  ({r}) {n}  . + {n}  {n}({r}) {r}
""",
        "# note",
    ),
    "mips": _spelling(
        "$4  $sp  $t0  $31  $a0  a0  t9  $0  sp",
        "$f0  $f31  $w4  $f12",
        """
{r}  {r}  {r}  {v}  {n}  -{n}  {n}({r})  ({r})  -{n}({r})  %lo({s})({r})  %hi({s})  {s}  {n}*{n}({r})  {n}f
0x{n}  ({e})({r})  %got({s})({r})  %call16({s})  {s}+{n}({r})
""",
        """
{n} ({r})  %lo({s}) ({r})  %hi ({s})  {n} * {n}({r})  ({n} + {n})({r})  {n} - {n}  %lo({s} + {n})({r})  $ {n}
- {n}({r})  {s} - {s}  ({s} - {n})({r})  %hi(%neg(%gp_rel({s})))  {v}[{n}]  {r} , {r}  ({r}) {n}  {v} [{n}]
""",
        "# note",
    ),
    "loongarch64": _spelling(
        "$a0  $a7  $t0  $sp  $ra  $zero  $r21  $s8  $r12",
        "$fa0  $vr3  $xr31  $fcc0",
        """
{r}  {r}  {r}  {v}  {n}  -{n}  %pc_hi20({s})  %pc_lo12({s})  {s}  {n}f  0x{n}  {n}*{n}  ({e})  %b26({s})
%got_pc_lo12({s})  {s}+{n}  ~{n}
""",
        """
{n} ({r})  %pc_lo12 ({s})  {n} * {n}  ({n} + {n})  {n} - {n}  {r}, {n}  {s} - {s}  $ {n}  - {n}
%pc_hi20({s} + {n})  ({s} - {n})  % {s}  {v}, {r}, {n}  ({n}) {r}  {r} -{n}  %b16 ({s})
""",
        "# note",
    ),
}
