"""The macros that invocations are thrown at: each prints its formals, so that the split of the actuals is visible.

In: nothing.  Out: `SHAPES` by name, and `DEFINITIONS`, all of them as one text.  Rule: a shape's body does nothing
but print records `<...|...>` or hand its formals on to another shape in the ways in which real macros do.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A macro: its `name`, the `formals` as its header spells them, its `body`, the names that a `keyword` actual may
    use, how many positional actuals it takes (`least` to `most`) and the other shapes that its body `needs`."""

    name: str
    header: str
    body: str
    keywords: tuple[str, ...] = ()
    least: int = 0
    most: int = 4
    needs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The definition."""
        return f".macro {self.name}{' ' if self.header else ''}{self.header}\n{self.body}\n.endm\n"


_FOUR = r'.ascii "<\a|\b|\c|\d>"'

_ALL = (
    Shape("put4", "a b c d", _FOUR, ("a", "b", "c", "d"), 1),
    Shape("put4c", "a, b, c, d", _FOUR, ("a", "b", "c", "d"), 1),
    Shape("put1", "a", r'.ascii "<\a>"', ("a",), 1, 1),
    Shape("put2", "dst, src", r'.ascii "<\dst|\src>"', ("dst", "src"), 1, 2),
    Shape("put3", "dst:req, src:req, imm", r'.ascii "<\dst|\src|\imm>"', ("dst", "src", "imm"), 2, 3),
    Shape("putdef", "a=1, b=%rax, c=, d=x", _FOUR, ("a", "b", "c", "d"), 0),
    Shape("putreq", "a:req b c:req d=5", _FOUR, ("a", "b", "c", "d"), 3),
    Shape("putvar", "a, rest:vararg", r'.ascii "<\a|\rest>"', ("a",), 1, 6),
    Shape("putall", "all:vararg", r'.ascii "<\all>"', (), 0, 6),
    Shape("putdv", "a:req, b=2, rest:vararg", r'.ascii "<\a|\b|\rest>"', ("a",), 1, 6),
    Shape("put0", "", '.ascii "<>"', (), 0, 0),
    Shape("put6", "r0 r1 r2 r3 r4 r5", r'.ascii "<\r0|\r1|\r2|\r3|\r4|\r5>"', ("r0", "r3", "r5"), 3, 6),
    Shape("pass2", "a b c d", r"put4 \a, \b" + "\n" + r"put4 \c \d", ("a", "b", "c", "d"), 1, 4, ("put4",)),
    Shape("passjoin", "a b", r"put4 (\a) \b" + "\n" + r"put4 \a - \b, \a\()x \b", ("a", "b"), 1, 2, ("put4",)),
    Shape("passquoted", "a b", r'put3 "\a" "\b"' + "\n" + r"put2 dst=\a src=\b", ("a", "b"), 1, 2, ("put3", "put2")),
    Shape("passvar", "a, rest:vararg", r"put6 \rest, \a", ("a",), 1, 5, ("put6",)),
    Shape("each", "rest:vararg", '.irp x,\\rest\n.ascii "<\\x>"\n.endr', (), 1, 5),
    Shape("where", "a b", '.ifc \\a,\\b\n.ascii "<same>"\n.else\n.ascii "<\\a,\\b>"\n.endif\n'
          '.ifb \\b\n.ascii "<blank>"\n.endif', ("a", "b"), 1, 2),
)  # fmt: skip

SHAPES = {shape.name: shape for shape in _ALL}
DEFINITIONS = "".join(shape.text for shape in _ALL)


def definitions(shape: Shape) -> str:
    """The definition of one shape with those that it needs."""
    return "".join(SHAPES[name].text for name in shape.needs) + shape.text
