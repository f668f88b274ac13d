/* set: alternatives of the Linux kernel on s390 and LoongArch */
/* arch: s390x loongarch64 */

.macro ALTERNATIVE oldinstr, newinstr, feature
	\oldinstr
	.pushsection .replacements, "ax"
	\newinstr
	.popsection
	operand \feature
.endm

.macro ALTERNATIVE_2 oldinstr, newinstr1, feature1, newinstr2, feature2
	\oldinstr
	.pushsection .replacements, "ax"
	\newinstr1
	\newinstr2
	.popsection
	operand \feature1
	operand \feature2
.endm
