/* Counters, names made of counters, and calls that run on over lines. */
#include "places.h"
#define PER(op, ...) op(1, ##__VA_ARGS__) ; op(2, ##__VA_ARGS__)
#define ROW(n, text...) .long n, text
#define UNIQUE(name) name##_##__LINE__
#define CONCAT(a, b) JOINED(a, b)
#define FRESH CONCAT(LOCAL(here_), __COUNTER__)
.macro numbered what
.Lnumber_\@_\what:
	.long \@, .Lnumber_\@_\what - base
.endm
	.data
base:
	PER(ROW, 5,
	    6)
	numbered a
FRESH: numbered b
FRESH: .long FRESH
.Lhere_2 = . - base
	.altmacro
.macro with value, text
.Linside_\@:	.long \value
	.ascii "\text"
	.long .Linside_\@ - base
.endm
	with %(2 * SHIFTED(3)), <a !<b!>>
	with NUMBER(3) , <c d>
	.noaltmacro
	.long	__LINE__, UNIQUE(base) - UNIQUE(base)
base___LINE__:
