#ifndef PLACES_H
#define PLACES_H
#define JOINED(a, b) a##b
#define LOCAL(name) JOINED(.L, name)
#define BEGIN(name)	\
	.globl name;	\
	.balign 16;	\
name:
#define END(name) .size name, . - name
#define SHIFTED(bit) (1 << (bit))
#ifdef __ASSEMBLER__
#define NUMBER(n) n
#else
#define NUMBER(n) n##UL
#endif
.macro entry name:req, kind=SHIFTED(2)
	.pushsection .table, "a"
	.long \name - ., \kind
	.popsection
.endm
#endif
