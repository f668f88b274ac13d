/* Where a call's operands part: commas, blanks, brackets, keywords, defaults, quotes. */
.macro show first=none, second, rest:vararg
.ascii "<\first|\second|\rest>"
.endm
	show 1, 2, 3, 4
	show 1 2 3
	show (1 + 2), 3
	show 1 , , 2
	show second=5, first=6
	show "two words", last
	show
	show a b,c d
	show 1 -2
	show 8*3 +8
	show x, [y, z]
