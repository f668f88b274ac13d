"""GNU as: two spellings of one statement, of which it makes one object.

A row is `(mode, pattern, spelling)`: where the pattern matches the whole of an operation, a blank, and its operands
(with blanks only where they part two words), in a mode or always (""), the statement is the other spelling of it; ""
is a statement of which nothing comes.  `operations_in_any_case` is a pattern of operations whose letters' case says
nothing, `needless_prefix` the mode in which the register prefix is none and a symbol may be a register, and
`first_flags_count` tells that a section's later flags are ignored.
"""

from __future__ import annotations

from gasmacro.targets.schema import Row
from gasmacro.targets.x86_registers import INTEL_NAMES

_X86 = ("x86_64", "i386")
_QUAD = r"%r(?:[abcd]x|[sd]i|[sb]p|\d+)"
_LONG = r"%(?:e(?:[abcd]x|[sd]i|[sb]p)|r\d+d)"
_WORD = r"%(?:[abcd]x|[sd]i|[sb]p|r\d+w)"
_SIZES = (("q", _QUAD), ("l", _LONG), ("w", _WORD))

ALWAYS = (
    # Told of the debug information of stabs alone.
    ("", r"\.(?:func|endfunc)(?: .*)?", ""),
    # The place here as a symbol is a label.
    ("", r"\.(?:set|equ) ([A-Za-z_.$][\w.$]*),\.", r"\1:"),
)
X86 = (
    *ALWAYS,
    *(("att", rf"(mov[sz])x([bw]) (.*,{register})", rf"\1\2{size} \3") for size, register in _SIZES),
    ("att", rf"movs(?:xd|xl) (.*,{_QUAD})", r"movslq \1"),
    # A sum whose last part is in memory: the rest is its displacement.
    ("att", r"(.*[\w)])\+(\(%[^()]*\).*)", r"\1\2"),
)
AARCH64 = (*ALWAYS, ("", r"(mov[knz] \w+,)#?([^#,]+),lsl ?#?([^#]+)", r"\1\2,lsl \3"))
ARM = (
    *ALWAYS,
    ("", r"(mrc2?\w* .*,)(?:r15|pc)(,c.*)", r"\1APSR_nzcv\2"),
    ("", r"(ldr\w* .*,=)#(.*)", r"\1\2"),
    ("", r"(rsbs? )(\w+),(#[^,]*)", r"\1\2,\2,\3"),
)
PREFIXED = r"(?i)(?:(?:lock|rep|repe|repz|repne|repnz|notrack|data16|addr32) )?[A-Za-z]\w*"

ROWS: tuple[Row, ...] = (
    # Spellings of one statement, of which one object is made, as `(mode, pattern, spelling)`.
    Row("same_statements", ALWAYS, fixtures=("tinymembench-21-func", "llvm-53728-set-here")),
    Row("same_statements", X86, arches=_X86, fixtures=("linux-crc32c-movzxw", "llvm-bitcoin-92182-offset-plus-mem")),
    Row("same_statements", AARCH64, arches=("aarch64",), fixtures=("isa-l-353-lsl-without-hash",)),
    Row("same_statements", ARM, arches=("arm",), fixtures=("linux-arm-mrc-r15", "pico-sdk-798")),
    # The mode of syntax in which a register needs no prefix, so that a symbol may be a register.
    Row("needless_prefix", "", fixtures=("cryptopp-14-percent-reg-intel",)),
    Row("needless_prefix", "intel", arches=_X86, fixtures=("cryptopp-14-percent-reg-intel",)),
    # The names of the registers of that mode, as a pattern.
    Row("names_of_registers", r"(?!)", fixtures=("tinymembench-20-intel-set-alias",)),
    Row("names_of_registers", INTEL_NAMES, arches=_X86, fixtures=("tinymembench-20-intel-set-alias",)),
    # Whether a section keeps the flags of its first opening, and later ones are ignored.
    Row("first_flags_count", True, fixtures=("cbl-913-pushsection-flags",)),
    # A pattern of the operations whose letters may be of any case.
    Row("operations_in_any_case", r"(?!)", fixtures=("llvm-62326-prefix-uppercase",)),
    Row("operations_in_any_case", PREFIXED, arches=_X86, fixtures=("llvm-62326-prefix-uppercase",)),
)
