/* set: what entry code of the Linux kernel on arm64 calls most */
/* arch: aarch64 */

.macro adr_l, dst, sym
	operand \dst
	operand \sym
.endm

.macro ldr_l, dst, sym, tmp=
	operand \dst
	operand \sym
	operand \tmp
.endm

.macro str_l, src, sym, tmp
	operand \src
	operand \sym
	operand \tmp
.endm

.macro mov_q, reg, val
	operand \reg
	operand \val
.endm

.macro adr_this_cpu, dst, sym, tmp
	operand \dst
	operand \sym
	operand \tmp
.endm

.macro ldr_this_cpu dst, sym, tmp
	operand \dst
	operand \sym
	operand \tmp
.endm

.macro get_current_task, rd
	operand \rd
.endm

.macro get_this_cpu_offset, dst
	operand \dst
.endm

.macro set_this_cpu_offset, src
	operand \src
.endm

.macro ventry label
	operand \label
.endm

.macro frame_push, regcount:req, extra
	operand \regcount
	operand \extra
.endm

.macro frame_pop
.endm

.macro mrs_s, rt, sreg
	operand \rt
	operand \sreg
.endm

.macro msr_s, sreg, rt
	operand \sreg
	operand \rt
.endm

.macro user_ldp l, reg1, reg2, addr, post_inc
\l:
	operand \reg1
	operand \reg2
	operand \addr
	operand \post_inc
.endm

.macro user_stp l, reg1, reg2, addr, post_inc
\l:
	operand \reg1
	operand \reg2
	operand \addr
	operand \post_inc
.endm

.macro user_ldst l, inst, reg, addr, post_inc
\l:
	\inst \reg, [\addr]
	operand \post_inc
.endm
