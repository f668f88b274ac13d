/* Instructions that are replaced at run time: strings, subsections and counts, through C macros and macros. */
#include "places.h"
#define FEATURE_WIDE	(2*32 + 7) /* a word and a bit */
#define FEATURE_FLUSH	( 3*32+ 1)
#define INSN_NOP .byte 0x90
#define TWICE(insn) "insn; insn"
#define ALTERNATIVE_JUMP(label, feature) ALTERNATIVE "", __stringify(jmp label), feature
#define __stringify_1(x...) #x
#define __stringify(x...) __stringify_1(x)

.macro ALTERNATIVE old, new, feature
140:
	\old
141:
#ifdef __clang__ /* its older releases want a number here */
	.skip 4, 0x90
#else
	.skip -(((144f-143f)-(141b-140b)) > 0) * ((144f-143f)-(141b-140b)), 0x90
#endif
142:
	.pushsection .replacements, "a"
	.long 140b - .
	.word \feature
	.byte 142b - 140b, 144f - 143f
	.popsection
	.subsection 1
143:
	\new
144:
	.previous
.endm

	.text
BEGIN(copy)
	ALTERNATIVE "nop", "nop; nop; nop", FEATURE_WIDE
	ALTERNATIVE_JUMP(LOCAL(slow), FEATURE_FLUSH)
	ALTERNATIVE __stringify(INSN_NOP), "nop", FEATURE_WIDE|SHIFTED(15)
	movl	$SHIFTED(4) , %eax	# the shift, after all
LOCAL(slow):
	ret
END(copy)
	entry	copy
	entry	copy, NUMBER(7)
	entry	name=copy kind=SHIFTED(1)
