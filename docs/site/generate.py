"""Pages that nobody types: rules, behaviours, evidence and commands, made of the program and its records.

In: the rules, the rows of the tables, the fixtures with their expectations, the commands.  Out: Markdown files of the
site.  Rule: what a page says of an assembler stands in a record; what a behaviour means is the comment above its row.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click
import mkdocs_gen_files

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from gasmacro.cli.main import COMMANDS, gasmacro  # noqa: E402 - the checkout's own
from gasmacro.rules import pages, rules  # noqa: E402
from gasmacro.targets.arch import architecture, names  # noqa: E402
from gasmacro.targets.ranges import FAMILIES, family  # noqa: E402
from gasmacro.targets.schema import Row  # noqa: E402

_ROW = re.compile(r"(?P<words>(?:^    #[^\n]*\n)*)^    Row\(\s*\"(?P<behaviour>\w+)\"", re.MULTILINE)
_EXPECT = re.compile(r"/\* expect (.+?): (accepts\b.*|rejects|dies) \*/")
_LONGEST = 90
_GROUPS = {
    "": "Reading, defining, calling",
    "_expressions": "Expressions and conditions",
    "_directives": "Directives",
    "_operands": "Operands",
    "_data": "Data and places",
    "_forms": "Below the macro layer",
}
_RULES = {
    "GM00": "Suppressions",
    "GM0": "Lexical",
    "GM1": "Actuals",
    "GM2": "Substitution",
    "GM3": "Conditionals and expressions",
    "GM4": "Repetitions",
    "GM5": "`.altmacro` and counters",
    "GM6": "Names and definitions",
    "GM7": "Limits",
    "GM8": "Statements",
    "GM9": "What no other rule explains",
}
_FIXED = {
    "line_comments": "begins a comment anywhere",
    "line_start_comments": "begins one at the start of a statement",
    "separators": "ends a statement, besides a newline",
    "immediate_prefix": "before an immediate",
    "register_prefix": "before a register",
    "instruction_width": "bytes of every instruction",
    "identifier_inside": "part of a name, besides letters, digits and `_`",
    "identifier_start": "begins a name, besides letters and `_`",
}
_MODULES = {"gas": "gas", "clang": "llvm"}


def write(path: str, lines: list[str]) -> None:
    """One page of the site."""
    with mkdocs_gen_files.open(path, "w") as page:
        page.write("\n".join(lines) + "\n")


def rule_pages() -> None:
    """A page for each rule, and the table of all."""
    listed = ["# Rules", "", "A rule names and explains a difference; one that no rule explains is reported as well."]
    last = ""
    for rule in rules():
        write(f"rules/{rule.code}.md", [pages.markdown(rule)])
        title = next(title for begin, title in _RULES.items() if rule.code.startswith(begin))
        if title != last:
            listed += ["", f"## {title}", "", "| rule | name | severity | what it finds |", "| --- | --- | --- | --- |"]
            last = title
        listed.append(f"| [{rule.code}]({rule.code}.md) | `{rule.name}` | {rule.severity} | {rule.title()} |")
    write("rules/index.md", listed)


def topics() -> dict[str, str]:
    """The topic of each fixture, by the first parts of its name."""
    return {path.stem: path.parent.name for path in sorted((ROOT / "fixtures").glob("*/*.s"))}


def linked(fixtures: tuple[str, ...], known: dict[str, str]) -> str:
    """Links to the fixtures that a row cites by the first parts of their names."""
    out = []
    for cited in fixtures:
        full = next((name for name in known if name == cited or name.startswith(f"{cited}-")), "")
        out.append(f"[{cited}](../evidence/{known[full]}.md#{full})" if full else cited)
    return ", ".join(out)


def meanings(module: str) -> dict[str, str]:
    """What the comment above a behaviour's first row says, by behaviour."""
    path = ROOT / "gasmacro" / "targets" / f"{module}.py"
    found: dict[str, str] = {}
    for match in _ROW.finditer(path.read_text("utf-8")) if path.exists() else ():
        said = [line.strip().lstrip("#").strip() for line in match["words"].splitlines()]
        words = " ".join(said[1:] if len(said) > 1 and len(said[0].split()) < 3 else said)  # without a group's title
        if len(words.split()) > 2:
            found.setdefault(match["behaviour"], words)
    return found


def knowing() -> dict[str, str]:
    """What the behaviours mean that say whether there are some data directives."""
    found: dict[str, set[str]] = {}
    for row in (row for name in FAMILIES for row in family(name).rows if row.behaviour == "data_directives"):
        for directive, (_, _, behaviour) in row.value.items():
            found.setdefault(behaviour, set()).add(f"`{directive}`")
    return {behaviour: f"Whether there is {', '.join(sorted(names))}." for behaviour, names in found.items()}


def shown(value: object) -> str:
    """A row's value in a cell."""
    if value is None:
        return "(varies)"
    if isinstance(value, dict | frozenset | tuple | list):
        text = f"{len(value)} entries" if len(repr(value)) > _LONGEST else ", ".join(map(str, sorted(value, key=str)))
    else:
        text = {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return pages.code(text.replace("\r", "\\r").replace("\n", "\\n")) if text else "(none)"


def table(rows: list[Row], known: dict[str, str], second: str) -> list[str]:
    """Rows as a table; its second column is an attribute of theirs."""
    lines = [f"| since | {second} | value | fixtures | found out |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        about = row.behaviour if second == "behaviour" else ", ".join(row.arches) or "all"
        proof = linked(row.fixtures, known)
        lines.append(f"| {row.since or 'the oldest'} | {about} | {shown(row.value)} | {proof} | {row.source} |")
    return [*lines, ""]


def behaviour_pages(known: dict[str, str]) -> None:
    """How GNU as and LLVM's assembler read macros: a table for each behaviour."""
    write(
        "reading/index.md",
        [
            "# How GNU as and clang read macros",
            "",
            "Every behaviour that differs between the two families, between releases, or between architectures, with",
            "the values it has, the fixture that proves each value, and where the release was found out. The tables",
            "are those that gasmacro itself expands by; the fixtures were recorded from real assemblers and are",
            "replayed in every run of the tests.",
            "",
            *(f"- [{title}]({group.strip('_') or 'macros'}.md)" for group, title in _GROUPS.items()),
            "- [Architectures](architectures.md)",
        ],
    )
    for group, title in _GROUPS.items():
        lines = [f"# {title}", ""]
        by_family = {name: rows_of(f"{_MODULES[name]}{group}", name) for name in FAMILIES}
        said = knowing() if group == "_data" else {}
        for name in FAMILIES:
            said = meanings(f"{_MODULES[name]}{group}") | said
        for behaviour in sorted({row.behaviour for rows in by_family.values() for row in rows}):
            lines += [f"## {behaviour}", "", said[behaviour], ""]
            for name, rows in by_family.items():
                mine = [row for row in rows if row.behaviour == behaviour]
                if mine:
                    lines += [f"**{family(name).title}**", "", *table(mine, known, "architectures")]
        write(f"reading/{group.strip('_') or 'macros'}.md", lines)
    lines = ["# Architectures", ""]
    for arch in names():
        lines += [
            f"## {architecture(arch).title}",
            "",
            "| | GNU as | LLVM's integrated assembler |",
            "| --- | --- | --- |",
        ]
        values = {name: architecture(arch).values(name) for name in FAMILIES}
        for key, title in _FIXED.items():
            cells = [shown(values[name][key]) if key in values[name] else "" for name in FAMILIES]
            lines.append(f"| {title} | {' | '.join(cells)} |")
        lines.append("")
        for name in FAMILIES:
            rows = list(architecture(arch).rows(name))
            if rows:
                lines += [f"**{family(name).title}**, what a release changed", "", *table(rows, known, "behaviour")]
    write("reading/architectures.md", lines)


def rows_of(module: str, name: str) -> list[Row]:
    """The rows that a module of the tables holds."""
    try:
        found = __import__(f"gasmacro.targets.{module}", fromlist=["ROWS"])
    except ModuleNotFoundError:
        return []
    own = {id(row) for row in getattr(found, "ROWS", ())}
    return [row for row in family(name).rows if id(row) in own]


def evidence_pages() -> None:
    """A page for each topic: its fixtures with what every assembler made of them."""
    listed = ["# Evidence", "", "What real assemblers did, a page for each topic.", ""]
    for folder in sorted(path.parent for path in (ROOT / "fixtures").glob("*/records.json")):
        sources = sorted(folder.glob("*.s"))
        listed.append(f"- [{folder.name}]({folder.name}.md): {len(sources)} fixtures")
        lines = [f"# {folder.name}", ""]
        for path in sources:
            lines += fixture(path)
        write(f"evidence/{folder.name}.md", lines)
    write("evidence/index.md", listed)


def fixture(path: Path) -> list[str]:
    """A fixture's section: its source, and its verdicts by ranges of releases."""
    text = path.read_bytes().decode("utf-8", "backslashreplace")
    beside = path.with_suffix(".expect")
    told = _EXPECT.findall(text)
    if beside.exists():
        told = re.findall(r"expect (.+?): (accepts\b.*|rejects|dies)", beside.read_text("utf-8"))
    source = "\n".join(line for line in text.split("\n") if not _EXPECT.match(line)).strip("\n")
    source = source.replace("````", "` ` ` `")
    lines = [f"## {path.stem}", "", "````gas", source, "````", "", "| assemblers | verdict |", "| --- | --- |"]
    for ranges, verdict in told:
        lines.append(f"| {ranges} | {pages.code(verdict)} |")
    return [*lines, ""]


def command_pages() -> None:
    """What each command says of itself."""
    lines = ["# Commands", ""]
    context = click.Context(gasmacro, info_name="gasmacro", max_content_width=100)
    for name in COMMANDS:
        command = gasmacro.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, max_content_width=100)
        lines += [f"## gasmacro {name}", "", "```text", command.get_help(inner), "```", ""]
    write("commands.md", lines)


rule_pages()
behaviour_pages(topics())
evidence_pages()
command_pages()
