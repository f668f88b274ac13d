"""The statements, the engine and the comparison name no family, no release and no architecture.

In: the sources of those packages.  Rule: what differs by family, release or architecture is a row of a table, and code
reads `profile.BEHAVIOUR`.  Docstrings and comments may explain, so the syntax tree is searched and not the text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import gasmacro
from gasmacro.targets.arch import names
from gasmacro.targets.ranges import FAMILIES

ROOT = Path(gasmacro.__file__).parent
FILES = sorted(path for package in ("syntax", "engine", "compare") for path in (ROOT / package).glob("**/*.py"))
WORDS = {*FAMILIES, *names(), "llvm", "gnu", "x86"}
RELEASE = re.compile(r"(?:\b(?:gas|clang)@|\b2\.(?:3[0-9]|4[0-9])\b)")


def mentions(source: str) -> Iterator[str]:
    """Each name or text in the code of a module that mentions a family, a release or an architecture."""
    tree = ast.parse(source)
    explained = {id(body[0].value) for body in map(_body, ast.walk(tree)) if body and isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if id(node) not in explained and _mentions(_text(node)):
            yield f"line {getattr(node, 'lineno', 0)}: {_text(node)!r}"


def _mentions(text: str) -> bool:
    # An `arm` inside a sentence is one of a conditional.
    wanted = WORDS - {"arm"} if " " in text else WORDS
    return bool(RELEASE.search(text)) or any(
        re.search(rf"(?<![a-z0-9]){word}(?![a-z0-9])", text.lower()) for word in wanted
    )


def _body(node: ast.AST) -> list[ast.stmt]:
    """The statements of what can have a docstring."""
    return node.body if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) else []


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        value = node.value
        return value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else ""
    for field in ("id", "attr", "name", "arg", "module"):
        value = getattr(node, field, None)
        if isinstance(value, str):
            return value
    return ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_code_names_no_family_release_or_architecture(path: Path) -> None:
    assert list(mentions(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "if profile.assembler == 'gas@2.44': pass",
        "is_gas = True",
        "def clang_rule(): pass",
        "ARCHES = ('x86_64',)",
        "x = profile.arch == 'riscv64'",
        "since = '2.44'",
        "from gasmacro.targets.llvm import ROWS",
    ],
)
def test_the_search_finds_what_it_is_for(source: str) -> None:
    assert list(mentions(source))


@pytest.mark.parametrize(
    "source", ['"""As gas 2.44 does on arm."""', "x = 1  # clang", "alarm = legacy_gasket = 2.5", "f'{x:.2f}'"]
)
def test_the_search_passes_over_explanations_and_other_words(source: str) -> None:
    assert list(mentions(source)) == []


def test_all_three_packages_are_searched() -> None:
    assert {path.parent.name for path in FILES} >= {"syntax", "engine", "compare"}
    assert len(FILES) > 20
