/* The number of a call, in labels and in data; a macro that ends early; one that is taken back. */
.macro mark
here\@:
	.byte \@
	.byte here\@ - start
.endm
.macro until n
	.byte \n
	.if \n == 2
		.exitm
	.endif
	mark
.endm
start:
	mark
	until 1
	until 2
	mark
.purgem mark
.macro mark
	.byte 0x55
.endm
	mark
