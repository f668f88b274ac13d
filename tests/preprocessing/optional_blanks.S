/* Blanks inside and around it. */
#define A(a, ...) <__VA_OPT__( x)>
#define B(a, ...) <__VA_OPT__(x )>
#define C(a, ...) <__VA_OPT__(x y)>
#define D(a, ...) <__VA_OPT__(x,y)>
#define E(a, ...) <__VA_OPT__(a a)>
#define F(a, ...) <__VA_OPT__(a ##a)>
#define G(a, ...) <__VA_OPT__(__VA_ARGS__ x)>
#define H(a, ...) < __VA_OPT__(x) >
#define I(a, ...) <__VA_OPT__ (x)>
#define J(a, ...) <__VA_OPT__(x)__VA_OPT__(y)>
#define K(a, ...) <a __VA_OPT__(a ## __VA_ARGS__ z) a>
#define L(a, ...) <__VA_OPT__(a)a>
#define M(a, ...) <a ## __VA_OPT__() ## a>
#define N(a, ...) <__VA_OPT__(a ## a)##a>
#define O(a, ...) <__VA_OPT__(#a #__VA_ARGS__)>
#define P(a, ...) <a##__VA_OPT__(a##a)##__VA_ARGS__>
#define Q(a, ...) a#__VA_OPT__(b a) c
#define R(a, ...) a # __VA_OPT__( b a ) c
#define S(f, ...) f(__VA_OPT__(f(__VA_ARGS__)))
#define T(x, ...) x(__VA_OPT__(__VA_ARGS__)-1)
#define U(x) +x
#define V(...) __VA_OPT__(-)__VA_OPT__(-)1
[A(1)] [B(1)] [C(1)] [D(1)] [E(1)] [F(1)] [G(1)] [H(1)] [I(1)] [J(1)] [K(1)] [L(1)] [M(1)] [N(1)] [O(1)] [P(1)] [Q(1)] [R(1)]
[A(1,2)] [B(1,2)] [C(1,2)] [D(1,2)] [E(1,2)] [F(1,2)] [G(1,2)] [H(1,2)] [I(1,2)] [J(1,2)] [K(1,2)] [L(1,2)] [M(1,2)] [N(1,2)] [O(1,2)] [P(1,2)] [Q(1,2)] [R(1,2)]
[A(1, 2 )] [B( 1 ,2 3)] [C(,2)] [E(,2)] [F(,2)] [G(, -2)] [L(,2)] [N(,2)] [P(,2)]
S(U) S(U,1) S(U,S(U,1)) T(U) T(U,1) T(U,-1) V() V(1) -V(1)
