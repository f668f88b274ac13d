/* Calls over lines, assembler that is no C, and lines that begin with a hash. */
#define SAME(a) <a>
#define PAIR(a, b) a; b
#define WORD 12
#define OUTER(a) SAME(a) SAME
	SAME(1
2
 -3
	4) z
	PAIR(mov WORD, \
	 x) y
	PAIR(first,

	second)
	OUTER(1)(2) OUTER(1) (2) OUTER(WORD)
# it's a comment with WORD
 # WORD "no marker"
#WORD
it's WORD /* no */ comment?
'a' WORD 'WORD' '
#if 0
don't
#else
	SAME(it) /* over
	lines */ WORD
#endif
	"open WORD
	\@ \() \WORD WORD\@
OUTER
