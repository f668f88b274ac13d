// Conditions of two languages, one inside the other.
#include "places.h"
#include "places.h"
#define CPUS 4
#define STACK_SIZE	(CPUS*(1 << 4))
#if CPUS > 2 && !defined(SMALL)
# define MANY 1
# define SLOTS(n) .rept n ; .quad 0 ; .endr
#else
# error one more is needed
#endif

# a line of an assembler's comment, with CPUS in it
#this is one as well
.macro store reg, at=0, size=CPUS
	.if \size == CPUS
	movq	\reg, \at+STACK_SIZE(%rsp)
#ifdef MANY
	.elseif \size > CPUS-1
	.print "many"
#endif
	.else
	movl	$\size, \at(%rsp)
	.endif
.endm

	.data
slots:	SLOTS(CPUS)
	.ifndef many
	.byte MANY
	.endif
	.set	total, STACK_SIZE-1
	.byte	total - CPUS -1, -CPUS
	.ascii	"CPUS \"MANY\" /* no comment */ // none"
	.text
BEGIN(keep)
	store %rax
	store %rbx, 8*CPUS
	store %rcx, , 3
	store %rdx, at=16, size=CPUS
	.irp reg, rsi, rdi, r8
	store %\reg at=CPUS
	.endr
#undef CPUS
	.irpc digit, 123
	.byte CPUS\digit - CPUS\digit
CPUS\digit:
	.endr
	ret
END(keep) ; entry keep /* at the
end */ ; nop
#line 70 "elsewhere.S"
	.long	__LINE__
