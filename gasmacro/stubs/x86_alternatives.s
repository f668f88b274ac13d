/* set: alternatives of the Linux kernel and Xen on x86 */
/* arch: x86_64 i386 */

/* A string is the statements that stand there at first; the later ones replace them, each under its condition. */
.macro ALTERNATIVE oldinstr, newinstr, ft_flags
	\oldinstr
	.pushsection .replacements, "ax"
	\newinstr
	.popsection
	operand \ft_flags
.endm

.macro ALTERNATIVE_2 oldinstr, newinstr1, ft_flags1, newinstr2, ft_flags2
	\oldinstr
	.pushsection .replacements, "ax"
	\newinstr1
	\newinstr2
	.popsection
	operand \ft_flags1
	operand \ft_flags2
.endm

.macro ALTERNATIVE_3 oldinstr, newinstr1, ft_flags1, newinstr2, ft_flags2, newinstr3, ft_flags3
	\oldinstr
	.pushsection .replacements, "ax"
	\newinstr1
	\newinstr2
	\newinstr3
	.popsection
	operand \ft_flags1
	operand \ft_flags2
	operand \ft_flags3
.endm

.macro ANNOTATE_IGNORE_ALTERNATIVE
.endm

.macro ALT_CALL_INSTR
.endm

.macro altinstr_entry orig, alt, ft_flags, orig_len, alt_len
	operand \orig
	operand \alt
	operand \ft_flags
	operand \orig_len
	operand \alt_len
.endm
