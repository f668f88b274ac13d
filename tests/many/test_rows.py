"""Reports to JSON and back, and what is in a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from gasmacro import Config, check
from gasmacro.findings import Edit, Finding, Fix, Report, Trouble
from gasmacro.many import keys, rows
from gasmacro.model import Definition, Frame

FINDING = Finding(
    "GM201", "x", "error", "m\udc80", "a.s", 1, 2, 3, 4, {"gas@2.44": "accepts", "clang@19": "rejects"},
    [["gas@2.44"], ["clang@19"]], (Frame("macro", "m", "a.s", None, None, Definition("a.s", 7)),),
    Fix("do", "safe", (Edit("a.s", 1, 2, 3, 4, "text"),)), "help",
)  # fmt: skip


def test_a_report_comes_back_as_it_was() -> None:
    report = Report("a.s", ("gas@2.44", "clang@19"), (FINDING,), (Trouble("a.s", 1, 1, "no"),), ("note",))
    others = {"b.inc": ("/real/b.inc", "abc"), "none.inc": ("", "")}
    assert rows.read(rows.written(report, others)) == (report, others)
    found = rows.read(rows.written(report, {}))[0].findings[0]
    assert list(found.verdicts) == ["gas@2.44", "clang@19"]
    assert isinstance(found.stack[0], Frame)


def test_what_check_finds_comes_back_as_it_was() -> None:
    report = check(".macro m a, b=9\n .byte \\a, \\b\n.endm\n m 1 -2\n mov $$1, %eax\n")
    assert report.findings
    assert rows.read(rows.written(report, {}))[0] == report


@pytest.mark.parametrize(
    "row",
    ["", "{", "[]", "1", "{}", '{"report":{"is":"Report"},"others":{}}', '{"report":{"is":"os"},"others":{}}',
     '{"report":[],"others":{}}', '{"report":{"is":"Report","nothing":1},"others":{}}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_row_is_told(row: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        rows.read(row)


def test_every_option_is_in_the_key() -> None:
    configs = [
        Config(),
        Config(("gas@2.40",)),
        Config(arch="i386"),
        Config(include_dirs=("a", "b")),
        Config(include_dirs=("a,b",)),
        Config(defines=("X",)),
        Config(undefines=("X",)),
    ]
    found = {keys.key("a.s", "0", config) for config in configs}
    assert len(found) == len(configs)
    assert None not in found
    assert keys.key("a.s", "0", Config()) == keys.key("a.s", "0", Config())
    assert (
        len({keys.key("a.s", "0", configs[0]), keys.key("b.s", "0", configs[0]), keys.key("a.s", "1", configs[0])}) == 3
    )


def test_a_value_that_cant_be_told_apart_has_no_key() -> None:
    assert keys.key("a.s", "0", [object()]) is None
    assert keys.key("a.s", "0", [print]) is None
    assert keys.plain({"b": 1, "a": frozenset((2, 1))}) == keys.plain({"b": 1, "a": frozenset((1, 2))})
    assert keys.plain(("a", "b")) != keys.plain(("a,b",))
    assert keys.plain(1) != keys.plain(True) != keys.plain("True")


def test_what_a_configuration_names_is_in_the_key(tmp_path: Path) -> None:
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    found = []
    for content in ("a", "b"):
        (stubs / "x.s").write_text(content)
        found.append(keys.key("a.s", "0", Config(stubs=("stubs",), root=str(tmp_path))))
    assert found[0] != found[1]
