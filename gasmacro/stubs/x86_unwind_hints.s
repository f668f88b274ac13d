/* set: unwind hints of the Linux kernel on x86 */
/* arch: x86_64 */

.macro UNWIND_HINT_REGS base=%rsp, offset=0, indirect=0, extra=1, partial=0, signal=1
	operand \base
	operand \offset
	operand \indirect
	operand \extra
	operand \partial
	operand \signal
.endm

.macro UNWIND_HINT_IRET_REGS base=%rsp, offset=0, signal=1
	operand \base
	operand \offset
	operand \signal
.endm

.macro UNWIND_HINT_IRET_ENTRY base=%rsp, offset=0, signal=1
	operand \base
	operand \offset
	operand \signal
.endm

.macro UNWIND_HINT_ENTRY
.endm

.macro UNWIND_HINT_UNDEFINED
.endm

.macro UNWIND_HINT_END_OF_STACK
.endm

.macro UNWIND_HINT_FUNC
.endm

.macro UNWIND_HINT_SAVE
.endm

.macro UNWIND_HINT_RESTORE
.endm
