/* Conditionals: on values, on texts, nested, with their else arms. */
.set level, 3
.macro pick value, text
	.if \value > level
		.byte 1
	.elseif \value == level
		.byte 2
	.else
		.byte 3
	.endif
	.ifb \text
		.byte 4
	.endif
	.ifc \text, word
		.byte 5
	.else
		.ifdef level
			.byte 6
		.endif
	.endif
.endm
	pick 2
	pick 3, word
	pick 4, "a word"
.ifndef nowhere
	.byte level
.endif
