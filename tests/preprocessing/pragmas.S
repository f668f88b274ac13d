/* Pragmas end their lines. */
_Pragma("once") a
b _Pragma("GCC diagnostic push") c
#define P(x) _Pragma(#x) nop
#define Q _Pragma
P(GCC poison x1)
P(GCC poison x2) d
 _Pragma ( "x" )
Q("y") e
#ifdef _Pragma
yes
#endif
#define TWO(...) _Pragma("a") one __VA_OPT__(_Pragma("b") two)
TWO() TWO(1)
