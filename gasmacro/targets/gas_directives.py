"""GNU as: the directives that each release knows on x86-64, found by giving each one to each release."""

from __future__ import annotations

from gasmacro.targets.schema import Row


def _names(text: str) -> frozenset[str]:
    return frozenset("." + name for name in text.split())


_FIRST = _names(
    """
    .mri 2byte 4byte 8byte abort align allow_index_reg altmacro appfile appline arch ascii asciz att_mnemonic
    att_syntax balign balignl balignw bss bundle_align_mode bundle_lock bundle_unlock byte cfi_fde_data
    cfi_inline_lsda cfi_label cfi_negate_ra_state cfi_val_encoded_addr cfi_val_offset code16 code16gcc code32
    code64 comm common common.s data dc dc.a dc.b dc.d dc.l dc.s dc.w dc.x dcb dcb.b dcb.d dcb.l dcb.s dcb.w
    dcb.x debug dfloat disallow_index_reg double ds ds.b ds.d ds.l ds.p ds.s ds.w ds.x eject else elsec elseif
    end endc endfunc endif endm endr equ equiv eqv err error exitm extern fail ffloat file fill float format
    func global globl gnu_attribute hidden hword ident if ifb ifc ifdef ifeq ifeqs ifge ifgt ifle iflt ifnb
    ifnc ifndef ifne ifnes ifnotdef incbin include int intel_mnemonic intel_syntax internal irep irepc irp
    irpc largecomm lcomm lflags line linefile linkonce list llen loc loc_mark_labels local long lsym macro
    mexit mri name noaltmacro noformat nolist noopt nop nopage nops octa offset operand_check optim org
    p2align p2alignl p2alignw page plen popsection previous print protected psize purgem pushsection quad
    reloc rep rept rva sbttl sect sect.s section section.s set short single size skip sleb128 slong space spc
    sse_check stabd stabn stabs string string16 string32 string64 string8 struct subsection symver text tfloat
    this_gcc_requires_the_gnu_assembler title tls_common ttl type uleb128 value version vtable_entry
    vtable_inherit warning weak weakref word xcom xdef xref xstabs zero
    """
)
_IN_2_40 = (_FIRST | _names("attach_to_group bfloat16 hfloat")) - _names("appfile appline")
_IN_2_41 = _IN_2_40 | _names("insn")
_IN_2_45 = _IN_2_41 | _names("errif warnif")
_IN_2_47 = _IN_2_45 - _names("gnu_attribute")

ROWS = (
    # Directives that are known to be unknown, where `known_directives` does not list those of the architecture.
    Row("absent_directives", frozenset(), fixtures=("arch-392", "arch-418")),
    # The directives that the assembler has besides those of the macro layer and of data.
    Row("known_directives", _FIRST, fixtures=("dir-036",)),
    Row("known_directives", _IN_2_40, since="2.40", fixtures=("dir-091", "known-003")),
    Row("known_directives", _IN_2_41, since="2.41", fixtures=("known-001",), source="gas/NEWS, 2.41: .insn"),
    Row("known_directives", _IN_2_45, since="2.45", fixtures=("dir-034", "dir-035"), source="gas/NEWS, 2.45: .errif"),
    Row("known_directives", _IN_2_47, since="2.47", fixtures=("known-002",)),
)
