/* Where a blank stands between an expansion and what stands beside it. */
#define EIGHT 8
#define NOTHING
#define SAME(a) a
#define BOTH(a, b) a b
#define SIZES 4, 8
	m EIGHT-1
	m EIGHT -1
	m	EIGHT	-	1 // blanks of any kind are one
	m -EIGHT, (EIGHT), $EIGHT, EIGHT$ EIGHT%
	m NOTHING-1 -NOTHING-1 -NOTHING -1
	m SAME(1)-1 SAME( 1 )SAME( 2 )x
	m SAME(EIGHT)EIGHT SAME(NOTHING)NOTHING x
	m BOTH(1,2)BOTH(NOTHING,3) BOTH(,)y
	m EIGHT/**/EIGHT 1/**/2 a/* one */b EIGHT/* two */
	m EIGHT.EIGHT .EIGHT \EIGHT @EIGHT EIGHT@EIGHT \()EIGHT
	m SAME(x)1 SAME(x)1.5 SAME(x)'c' SAME(x)"s" SAME(1)'c' SAME(L)"s"
	m SAME(<)< SAME(>)= SAME(-)> SAME(%)> SAME(%)% SAME(&)& SAME(:): SAME(.).
	m SAME(\)x SAME(@)x SAME(#)# SAME(.)1 SAME(..).
	m SIZES(EIGHT) SAME (3) SAME
	(4), SAME
	x
