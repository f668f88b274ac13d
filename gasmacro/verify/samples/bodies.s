/* What a body makes of its formals: pasted, beside other names, in strings, handed on. */
.macro paste left, right
	.set \left\()_\right, 7
	.byte \left\()_\right
	.ascii "\left\().\right, \left\()x"
.endm
.macro outer a, b:req
	paste \a, \b
	paste \b\()1, \a
.endm
	outer one, two
	outer b=x, a=y
