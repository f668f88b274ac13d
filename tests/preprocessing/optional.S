/* What a variadic macro has for the case that something is given. */
#define A(x, ...) x __VA_OPT__(, __VA_ARGS__)
#define B(x, ...) x __VA_OPT__(,) __VA_ARGS__
#define C(x, ...) x##__VA_OPT__(a b) end
#define D(x, ...) pre __VA_OPT__(a)##x
#define E(x, ...) #__VA_OPT__(x __VA_ARGS__)
#define F(...) f(0 __VA_OPT__(,) __VA_ARGS__)
#define G(x, rest...) x __VA_OPT__([rest])
#define EMPTY
#define H(x, ...) <__VA_OPT__(x ## __VA_ARGS__)>
#define I(x, ...) <__VA_OPT__()>
#define J(x, ...) -__VA_OPT__(-x)-
#define K(x, ...) x __VA_OPT__((a,b) __VA_ARGS__) y
#define L(...) a __VA_OPT__( b ) c
A(1) A(1,) A(1,2) A(1, 2) A(1,EMPTY) A( 1 , 2,3 )
B(1) B(1,2)
C(x) C(x,1) 
D(x) D(x,1)
E(x) E(x,1) E( x ,  1  2 )
F() F(1) F(1, 2) F(EMPTY)
G(1) G(1,2)
H(a) H(a,b) H(a, b c)
I(1) I(1,2)
J(1) J(1,2)
K(1) K(1, 2)
L() L(1) [L()] [L(1)]
m B(1,2)-3, A(4)-5, A(4,5)-6
