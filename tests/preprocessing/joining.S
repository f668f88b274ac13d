/* Strings of arguments, tokens joined, and what is left where they can't be. */
#define JOIN(a, b) a##b
#define JOINED(a, b) a ## b
#define AFTER(a) . ## a
#define TEXT(a) #a
#define TEXTS(a, ...) # a, # __VA_ARGS__
#define CALL(f, ...) f(__VA_ARGS__)
#define WITH(f, rest...) f , ## rest
#define CONSTANT . ## word
#define HASH(a) # x #a
JOIN(.,L) JOIN(x,1) JOIN(%,r) JOIN($,1) JOIN(x,1...) JOIN(x,"s") JOIN(,) [JOIN(,b)] [JOIN(a,)]
JOINED( ., L) JOINED(a ,b) JOINED(-,-)-JOINED(+,x)+
AFTER(text) AFTER( text) CONSTANT
TEXT( a  b  "x\n" '\0' \n) TEXT(/* c */) TEXT(a/* c */b)
TEXTS(a  b, c ,  d) TEXTS(a,)
CALL(a) CALL(a,) CALL(a,b, c) WITH(a) WITH(a,) WITH(a,b) WITH(a, b c)
HASH(q)
