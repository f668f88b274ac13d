/* set: alternatives of the Linux kernel on RISC-V */
/* arch: riscv64 */

.macro ALTERNATIVE_CFG old_c, new_c, vendor_id, patch_id, enable
	\old_c
	.subsection 1
	\new_c
	.previous
	operand \vendor_id
	operand \patch_id
	operand \enable
.endm

.macro ALTERNATIVE_CFG_2 old_c, new_c_1, vendor_id_1, patch_id_1, enable_1, new_c_2, vendor_id_2, patch_id_2, enable_2
	\old_c
	.subsection 1
	\new_c_1
	\new_c_2
	.previous
	operand \vendor_id_1
	operand \patch_id_1
	operand \enable_1
	operand \vendor_id_2
	operand \patch_id_2
	operand \enable_2
.endm
