/* Repetitions: counted, over lists, over characters, inside one another and inside a macro. */
.rept 3
	.byte 1
.endr
.irp name, a, b c, "d e"
	.ascii "[\name]"
.endr
.irpc digit, 0129
	.byte 0x1\digit
.endr
.macro table from, to
	.byte \from
	.if \to - \from
		table "(\from + 1)", \to
	.endif
.endm
	table 1, 6
.irp x, 1, 2
	.irp y, 3, 4
		.byte \x\y
	.endr
.endr
