/* set: alternatives of the Linux kernel on arm64 */
/* arch: aarch64 */

/* Both strings are statements, of the same length. */
.macro alternative_insn insn1, insn2, cap, enable = 1
	\insn1
	.subsection 1
	\insn2
	.previous
	operand \cap
	operand \enable
.endm

.macro alternative_if_not cap
	operand \cap
.endm

.macro alternative_if cap
	operand \cap
.endm

.macro alternative_cb cap, cb
	operand \cap
	operand \cb
.endm

.macro alternative_else
.endm

.macro alternative_endif
.endm

.macro alternative_cb_end
.endm

.macro alternative_else_nop_endif
.endm
