/* set: annotations for the Linux kernel's objtool */

.macro UNWIND_HINT type:req, sp_reg=0, sp_offset=0, signal=0
	operand \type
	operand \sp_reg
	operand \sp_offset
	operand \signal
.endm

.macro STACK_FRAME_NON_STANDARD func:req
	operand \func
.endm

.macro STACK_FRAME_NON_STANDARD_FP func:req
	operand \func
.endm

.macro ANNOTATE_NOENDBR
.endm

.macro ANNOTATE_INTRA_FUNCTION_CALL
.endm

.macro VALIDATE_UNRET_BEGIN
.endm

.macro REACHABLE
.endm
