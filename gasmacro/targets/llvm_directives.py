"""LLVM's integrated assembler: the directives that each release knows on x86-64 (each was tried on each)."""

from __future__ import annotations

from gasmacro.targets.schema import Row


def _names(text: str) -> frozenset[str]:
    return frozenset("." + name for name in text.split())


_FIRST = _names(
    """
    2byte 4byte 8byte abort addrsig addrsig_sym align altmacro ascii asciz att_syntax balign balignl balignw
    bss bundle_align_mode bundle_lock bundle_unlock byte code16 code16gcc code32 code64 cold comm common data
    dc dc.a dc.b dc.d dc.l dc.s dc.w dc.x dcb dcb.b dcb.d dcb.l dcb.s dcb.w dcb.x double ds ds.b ds.d ds.l
    ds.p ds.s ds.w ds.x else elseif end endif endm endmacro endr equ equiv err error exitm extern file fill
    float global globl hidden ident if ifb ifc ifdef ifeq ifeqs ifge ifgt ifle iflt ifnb ifnc ifndef ifne
    ifnes ifnotdef incbin include int intel_syntax internal irp irpc lazy_reference lcomm line loc local long
    macro macros_off macros_on no_dead_strip noaltmacro octa org p2align p2alignl p2alignw popsection previous
    print private_extern protected purgem pushsection quad reloc rep rept section set short single size skip
    sleb128 space string subsection symver text type uleb128 value version warning weak weak_definition
    weak_reference weakref word zero
    """
)
_IN_12 = _FIRST | _names("arch nops pseudoprobe")
_IN_13 = _IN_12 | _names("lto_discard")
_IN_22 = _IN_13 - _names("bundle_align_mode bundle_lock bundle_unlock")

# Of those that GNU as knows everywhere, what no release knows on the architectures whose directives are not listed.
_ABSENT = _names(
    """
    common.s debug eject endfunc eqv format func lflags linkonce list llen loc_mark_labels lsym mri name noformat nolist
    nop nopage nops offset page plen psize rva sbttl sect section.s spc stabd stabn struct title ttl vtable_entry
    vtable_inherit xcom xdef xref xstabs this_gcc_requires_the_gnu_assembler
    """
)
_UNLISTED = ("aarch64", "arm", "riscv64", "mips", "powerpc64le", "s390x", "loongarch64")

ROWS = (
    # Directives that are known to be unknown, where `known_directives` does not list those of the architecture.
    Row("absent_directives", frozenset(), fixtures=("arch-392", "arch-418")),
    Row("absent_directives", _ABSENT, arches=_UNLISTED, fixtures=("arch-392", "arch-418")),
    Row("known_directives", _FIRST, fixtures=("dir-036",)),
    Row("known_directives", _IN_12, since="12", fixtures=("dir-069", "dir-089"), source="probed: in 12.0.1, not in 11"),
    Row("known_directives", _IN_13, since="13", fixtures=("known-004",), source="probed: in 13, not in 12.0.1"),
    Row("known_directives", _IN_22, since="22", fixtures=("dir-092",)),
)
