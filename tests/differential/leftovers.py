"""What must not be left in an expansion: definitions, invocations, repetitions, decided conditionals.

In: an expansion's text, the macros' names, whether a condition was left undecided.  Out: the offending statement, or
"".  Rule: a statement begins at a line's start or after a separator outside strings and comments, behind its labels.
"""

from __future__ import annotations

import re

_LAYER = re.compile(
    r"\.(?:macro|endm|endmacro|rept|rep|irpc?|irepc?|endr|exitm|purgem|altmacro|noaltmacro)(?![\w.$])|local\s",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(r"\.(?:if\w*|else\w*|endif|endc)(?![\w.$])", re.IGNORECASE)
_DECIDED = re.compile(
    r"\.if(?:eq|ne|gt|ge|lt|le)?\s+[-+*/%<>=!&|^~() \t0-9]+$|\.(?:ifn?b|ifn?c|ifeqs|ifnes)\b", re.IGNORECASE
)
_LABELS = re.compile(r"""\s*(?:(?:[\w.$]+|"[^"]*")\s*:(?!=)\s*)*""")
_PIECE = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"|"(?:[^"\\]|\\.)*"|"|'(?:\\.|[^\\\n])'?|[;\n]|[^"';\n/]+|/""", re.DOTALL
)


def statements(text: str) -> list[str]:
    """The text's statements without their labels and without block comments."""
    found, current = [], ""
    for piece in _PIECE.findall(text):
        if piece in (";", "\n"):
            found.append(current)
            current = ""
        elif not piece.startswith("/*"):
            current += piece
    found.append(current)
    return [statement[_end(_LABELS, statement) :] for statement in found]


def _end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def leftover(text: str, names: frozenset[str], *, undecided: bool) -> str:
    """The first statement of the macro layer that is left, or ""."""
    for statement in statements(text):
        if _LAYER.match(statement) or (_CONDITIONAL.match(statement) and not undecided):
            return statement
        if undecided and _DECIDED.match(statement.rstrip()):
            return statement
        if (name := re.match(r"[\w.$]+(?=\s+[^\s=:]|\s*$)", statement)) and name[0] in names:
            return statement
    return ""


def defined(source: str) -> frozenset[str]:
    """Names that a source plainly defines as macros and never purges, takes for a symbol, a label or an instruction."""
    names = set(re.findall(r"^\s*\.macro\s+([A-Za-z_.][\w.]*)(?=[\s,]|$)", source, re.MULTILINE))
    return frozenset(name for name in names if re.search(r"\d|put", name) and not _otherwise(name, source))


def _otherwise(name: str, source: str) -> bool:
    """Whether a name is purged or stands for a symbol too."""
    name = re.escape(name)
    return re.search(rf"\.purgem\s+{name}|(?<!\w){name}\s*[:=]", source) is not None
