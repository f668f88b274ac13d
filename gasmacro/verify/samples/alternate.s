/* The alternate mode: values of expressions, bracketed texts. */
.altmacro
.macro emit value, text
	.byte \value
	.ascii "\text"
.endm
	emit %(2 + 3), <a, b>
	emit 4, <x!>y>
.noaltmacro
	.byte 9
