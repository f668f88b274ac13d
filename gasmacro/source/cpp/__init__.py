"""C preprocessing of assembler sources, blank for blank as a compiler's driver does it.

| module | what happens there |
| --- | --- |
| `unit` | a file's characters: continued lines joined, every character's line and column known |
| `lexer` | text to preprocessing tokens, as preprocessors read assembler |
| `layout` | a file's directives and the lines between them, once per content |
| `macros` | `#define` lines read, and the names that are always there |
| `expansion` | macro expansion over a stack of token lists |
| `blanks` | where a blank stands between two tokens of the output, family by family |
| `arithmetic` | the value of `#if` |
| `walk` | the loop: directives obeyed, lines expanded and written |
"""
