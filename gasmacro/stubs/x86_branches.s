/* set: branches and buffers under mitigations, of the Linux kernel on x86 */
/* arch: x86_64 i386 */

.macro CALL_NOSPEC reg:req
	operand \reg
.endm

.macro JMP_NOSPEC reg:req
	operand \reg
.endm

.macro FILL_RETURN_BUFFER reg:req, nr:req, ftr:req, ftr2
	operand $\nr
	operand \reg
	operand \ftr
	.ifnb \ftr2
	operand \ftr2
	.endif
.endm

.macro HANDLE_INTR_SAFERET pt_regs
	operand \pt_regs
.endm

.macro ENCODE_FRAME_POINTER ptregs_offset=0
	operand \ptregs_offset
.endm

.macro ANNOTATE_RETPOLINE_SAFE
.endm

.macro ANNOTATE_UNRET_SAFE
.endm

.macro VALIDATE_UNRET_END
.endm

.macro CALL_UNTRAIN_RET
.endm

.macro CLEAR_BRANCH_HISTORY
.endm

.macro CLEAR_BRANCH_HISTORY_VMEXIT
.endm
