"""A rule's page: its docstring, and the verdict table made of recorded runs, as text and as Markdown.

In: a rule.  Out: the page.  Rule: the sections stand in the order of the docstring; the table follows the good example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules.verdicts import EXAMPLES, verdicts, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.rules import Rule

_TABLE = "Verdicts"


def text(rule: Rule) -> str:
    """The page for a terminal."""
    lines = [f"{rule.code} {rule.name} ({rule.severity})", "", rule.title(), ""]
    for name, content in _sections(rule):
        shown = content
        if name in EXAMPLES:
            source = written(rule, name).rstrip("\n").split("\n")
            shown = "\n".join(f"    {line}".rstrip() for line in source)
        elif name == _TABLE:
            shown = "\n".join(_rows(rule))
        lines += [name, "-" * len(name), shown, ""]
    return "\n".join(lines)


def markdown(rule: Rule) -> str:
    """The page as Markdown, with a heading of the first level."""
    lines = [f"# {rule.code} {rule.name}", "", f"*{rule.title()}* ({rule.severity})", ""]
    for name, content in _sections(rule):
        shown = content
        if name in EXAMPLES:
            shown = f"```gas\n{written(rule, name)}```"
        elif name == _TABLE:
            shown = "\n".join(_table(rule))
        elif name == "Reports":
            shown = "\n".join(f"- <{line}>" for line in content.split("\n"))
        lines += [f"## {name}", "", shown, ""]
    return "\n".join(lines)


def _sections(rule: Rule) -> Iterator[tuple[str, str]]:
    """Names and texts of the sections, the table behind the examples."""
    for name, content in rule.sections():
        yield name, content
        if name == EXAMPLES[-1] and verdicts(rule, name):
            yield _TABLE, ""


def _rows(rule: Rule) -> Iterator[str]:
    for section in EXAMPLES:
        found = verdicts(rule, section)
        width = max((len(each.releases()) for each in found), default=0)
        for each in found:
            word = "accepts" if each.accepted else "rejects"
            yield f"{section.lower():<5} {each.releases():<{width}}  {word}  {each.detail}"


def _table(rule: Rule) -> Iterator[str]:
    yield "| example | assemblers | verdict | bytes, or the first message |"
    yield "| --- | --- | --- | --- |"
    for section in EXAMPLES:
        for each in verdicts(rule, section):
            word = "accepts" if each.accepted else "rejects"
            yield f"| {section.lower()} | {each.releases()} | {word} | {code(each.detail)} |"


def code(text: str) -> str:
    """Code in a table's cell, where backquotes do not keep signs from being read."""
    signs = (sign if sign.isalnum() or sign == " " else f"&#{ord(sign)};" for sign in text)
    return f"<code>{''.join(signs)}</code>"
