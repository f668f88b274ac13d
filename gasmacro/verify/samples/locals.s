/* Names of a call's own, which the alternate mode of one family knows. */
.altmacro
.macro skip
	LOCAL over
	.byte over - base
over:
.endm
base:
	skip
	skip
