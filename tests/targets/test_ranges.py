"""Names of assemblers and ranges of them, as people write them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gasmacro.errors import UsageError
from gasmacro.targets.ranges import DEFAULT_RANGES, FAMILIES, family, note, parse_range, profile, profiles, released

GAS = tuple(f"2.{minor}" for minor in range(35, 48))
CLANG = tuple(str(major) for major in range(9, 24))


def named(text: str) -> tuple[str, ...]:
    return tuple(release for _, release in parse_range(text))


@pytest.mark.parametrize(
    ("text", "releases"),
    [
        ("gas", ("2.47",)),
        ("clang", ("23",)),
        ("gas@2.44", ("2.44",)),
        ("gas@2.41", ("2.41",)),
        ("gas@2.35.2", ("2.35",)),
        ("gas@2.47.50.20261021", ("2.47",)),
        ("clang@19.1.7", ("19",)),
        ("gas@2.35+", GAS),
        ("gas@2.46+", ("2.46", "2.47")),
        ("clang@9+", CLANG),
        ("clang@19..21", ("19", "20", "21")),
        ("clang@21..21", ("21",)),
        ("gas@2.35.2..2.37", ("2.35", "2.36", "2.37")),
        ("gas>=2.45", ("2.45", "2.46", "2.47")),
        ("gas>=2.35,<2.38", ("2.35", "2.36", "2.37")),
        ("gas >= 2.46, != 2.47", ("2.46",)),
        ("gas<2.37", ("2.35", "2.36")),
        ("gas>2.45", ("2.46", "2.47")),
        ("gas<=2.36", ("2.35", "2.36")),
        ("gas==2.44", ("2.44",)),
        ("gas==2.*", GAS),
        ("gas!=2.4.*,>=2.46", ("2.46", "2.47")),
        ("gas~=2.46", ("2.46", "2.47")),
        ("gas~=2.40.1", ("2.40",)),
        ("clang>=22", ("22", "23")),
        ("gas@2.60", ("2.60",)),
        ("gas@2.60+", ("2.60",)),
        ("gas==2.60", ("2.60",)),
        ("gas>=2.60", ("2.60",)),
        ("gas@2.46..2.60", ("2.46", "2.47", "2.60")),
    ],
)
def test_a_range_names_every_real_release_in_it(text: str, releases: tuple[str, ...]) -> None:
    assert named(text) == releases


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("gas@2.34", "older than the oldest modelled release, gas@2.35"),
        ("gas@2.34+", "gas@2.35"),
        ("gas@2.4", "gas@2.35"),
        ("gas@2.20..2.40", "gas@2.35"),
        ("gas>=2.20", "gas@2.35"),
        ("clang@8", "clang@9"),
        ("clang==3.9", "clang@9"),
        ("gas@2", "no whole release"),
        ("gas@2.44..2.40", "names no release of GNU as"),
        ("gas<2.35", "names no release of GNU as"),
        ("gas>=2.40,<2.40", "names no release of GNU as"),
        ("as@2.44", "unknown assembler family 'as': choose one of gas, clang"),
        ("as>=2.44", "choose one of gas, clang"),
        ("", "no range of assemblers"),
        ("gas@", "write gas@2.44, gas@2.35+"),
        ("gas@2.44-", "no range of assemblers"),
        ("gas@2.44,2.40", "no range of assemblers"),
        ("gas>=", "no range of assemblers"),
        ("gas=>2.44", "no range of assemblers"),
        ("gas>=2.44.*", "no range of assemblers"),
        ("clang~=19", "no range of assemblers"),
        ("GAS@2.44", "no range of assemblers"),
    ],
)
def test_what_is_no_range_is_told_with_what_to_write(text: str, telling: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_range(text)
    assert telling in str(caught.value)


def test_defaults() -> None:
    assert DEFAULT_RANGES == ("gas@2.35+", "clang@13+")
    assert [named(text)[0] for text in DEFAULT_RANGES] == ["2.35", "13"]


@pytest.mark.parametrize("name", FAMILIES)
def test_modelled_releases_are_real_ones_from_the_oldest_to_the_newest(name: str) -> None:
    modelled = family(name).releases
    assert set(modelled) <= set(released(name))
    assert (released(name)[0], released(name)[-1]) == (modelled[0], modelled[-1])


@pytest.mark.parametrize("name", FAMILIES)
def test_a_newer_release_is_as_the_newest_and_noted(name: str) -> None:
    newest = family(name).releases[-1]
    assert note(name, newest) == ""
    assert note(name, released(name)[1]) == ""
    newer = "2.99" if name == "gas" else "99"
    assert note(name, newer) == f"{name}@{newer} is newer than the tables: read as {name}@{newest}"
    known, asked = profile(name, newest, "x86_64"), profile(name, newer, "x86_64")
    assert asked.assembler == f"{name}@{newer}"
    assert (asked._fixed, asked._varying) == (known._fixed, known._varying)


def test_an_unmodelled_release_behaves_by_the_rows_that_it_has_reached() -> None:
    assert [profile("gas", release, "x86_64").call_counter for release in ("2.42", "2.43", "2.44")] == [
        False,
        True,
        True,
    ]
    assert [profile("clang", release, "x86_64").irpc_takes_quoted for release in ("19", "20", "21")] == [
        False,
        True,
        True,
    ]


def test_profiles_of_several_ranges_stand_once_by_family_and_release() -> None:
    found = [each.assembler for each in profiles(["clang@22+", "gas@2.46+", "gas@2.45..2.46", "clang"], "x86_64")]
    assert found == ["gas@2.45", "gas@2.46", "gas@2.47", "clang@22", "clang@23"]
    assert {each.arch for each in profiles(["gas"], "arm")} == {"arm"}


def test_releases_that_do_not_know_an_architecture_are_left_out() -> None:
    found = [each.assembler for each in profiles(DEFAULT_RANGES, "loongarch64")]
    assert "gas@2.37" not in found
    assert found[0] == "gas@2.38"
    assert "clang@15" not in found
    assert "clang@16" in found
    with pytest.raises(UsageError, match="clang@13 has no loongarch64: name clang@16 or newer"):
        profile("clang", "13", "loongarch64")
    with pytest.raises(UsageError, match="no release in 'clang@13' knows the architecture loongarch64"):
        parse_range("clang@13", "loongarch64")


def test_an_unknown_architecture_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="unknown architecture 'vax': choose one of aarch64, arm, "):
        profile("gas", "2.44", "vax")


@pytest.mark.parametrize("name", ["..x86_64", "os", "x86_64.py", "__init__", ""])
def test_a_name_of_an_architecture_imports_nothing_else(name: str) -> None:
    with pytest.raises(UsageError, match="unknown architecture"):
        profile("gas", "2.44", name)


def test_a_plain_range_and_one_profile_import_neither_the_grammar_nor_the_other_tables() -> None:
    program = (
        "import sys; from gasmacro.targets.ranges import parse_range, profile;"
        "[profile(*pair, 'x86_64') for pair in parse_range('gas@2.35+')];"
        "print(*[name for name in sys.modules if name.startswith(('gasmacro', 'pyparsing', 'typing', 'dataclasses'))])"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, env=_path()
    )
    loaded = set(done.stdout.split())
    assert "gasmacro.targets.gas" in loaded
    assert "gasmacro.targets.arch.x86_64" in loaded
    assert not {name for name in loaded if "llvm" in name or "syntax" in name}
    assert not loaded & {"pyparsing", "typing", "dataclasses", "gasmacro.targets.arch.arm"}


def _path() -> dict[str, str]:
    from pathlib import Path

    import gasmacro

    return {"PYTHONPATH": str(Path(gasmacro.__file__).parents[1])}
