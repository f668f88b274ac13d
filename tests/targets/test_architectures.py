"""Architectures: found by their files, complete, and resolved under every release that knows them."""

from __future__ import annotations

import pytest

from gasmacro.targets.arch import architecture, names
from gasmacro.targets.ranges import FAMILIES, family, knows, profile, released

COMMON = {
    "line_comments",
    "line_start_comments",
    "separators",
    "immediate_prefix",
    "register_prefix",
    "instruction_width",
}
KEYS = {
    "gas": COMMON | {"blank_before", "blank_after", "blank_beside"},
    "clang": COMMON | {"identifier_start", "identifier_inside"},
}
SYMBOL = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$")


def test_the_architectures_are_the_nine() -> None:
    expected = {"x86_64", "i386", "aarch64", "arm", "riscv64", "powerpc64le", "s390x", "mips", "loongarch64"}
    assert set(names()) == expected


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("of", FAMILIES)
def test_an_architecture_has_every_key_of_a_family(name: str, of: str) -> None:
    row = architecture(name)
    assert row.name == name
    assert row.flavour == "elf"
    assert row.triple.startswith((name.replace("arm", "armv7"), name))
    assert {*row.values(of), *(each.behaviour for each in row.rows(of))} == KEYS[of]


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("of", FAMILIES)
def test_an_architecture_resolves_for_every_release_that_knows_it(name: str, of: str) -> None:
    behaviours = {each.behaviour for each in family(of).rows} | KEYS[of]
    known = [release for release in released(of) if knows(of, release, name)]
    assert known
    assert known[-1] == released(of)[-1]
    for release in known:
        found = profile(of, release, name)
        missing = [behaviour for behaviour in behaviours if not hasattr(found, behaviour)]
        assert not missing, f"{found.assembler} on {name} has no {missing}"


@pytest.mark.parametrize(
    ("release", "name", "kept"),
    [
        ("2.35", "x86_64", "*%-([{}"),
        ("2.40", "i386", "*%-([{}"),
        ("2.44", "x86_64", "*%-(["),
        ("2.47", "i386", "*%-(["),
        ("2.44", "arm", "[]{}"),
        ("2.40", "powerpc64le", "%["),
        *(("2.44", name, "") for name in ("aarch64", "riscv64", "s390x", "mips", "loongarch64")),
    ],
)
def test_beside_which_characters_a_blank_is_kept(release: str, name: str, kept: str) -> None:
    found = profile("gas", release, name)
    assert found.blank_before == found.blank_after == SYMBOL | set(kept)


@pytest.mark.parametrize(
    ("release", "name", "inside"),
    [
        ("9", "x86_64", True),
        ("23", "x86_64", True),
        ("23", "powerpc64le", True),
        ("23", "s390x", True),
        ("9", "arm", False),
        ("20", "aarch64", True),
        ("21", "aarch64", False),
        ("20", "riscv64", True),
        ("21", "riscv64", False),
        ("22", "mips", True),
        ("23", "mips", False),
        ("22", "loongarch64", True),
        ("23", "loongarch64", False),
    ],
)
def test_where_an_at_sign_is_part_of_a_name(release: str, name: str, inside: bool) -> None:
    assert ("@" in profile("clang", release, name).identifier_inside) is inside
