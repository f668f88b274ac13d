"""Configuration: found upward, checked with places, laid under the command line; searches that pass files over."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import jsonschema
import pytest

import gasmacro
from gasmacro.control.config import Config
from gasmacro.control.options import BY_KEY, OPTIONS
from gasmacro.control.positions import Places
from gasmacro.control.schema import schema
from gasmacro.control.selection import codes, names
from gasmacro.errors import ConfigError
from gasmacro.rules import rules
from tests.test_cli import SPLIT
from tests.test_cli import gasmacro as run

ROOT = Path(__file__).parent.parent


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_s", ".s").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def origin(folder: Path, option: str, *arguments: str | Path) -> tuple[object, str]:
    done = run("config", *arguments, "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)["options"][option]
    return row["value"], row["origin"]


# --- which file holds ---


def test_the_nearest_file_wins_and_nothing_is_merged(tmp_path: Path) -> None:
    write(tmp_path, gasmacro_toml='arch = "arm"\ndefines = ["A"]\n', sub__gasmacro_toml='arch = "mips"\n')
    assert origin(tmp_path, "arch") == ("arm", "gasmacro.toml:1")
    assert origin(tmp_path, "arch", "sub") == ("mips", "sub/gasmacro.toml:1")
    assert origin(tmp_path, "defines", "sub/deeper/x.s") == ([], "default")
    assert origin(tmp_path / "sub", "arch", ".") == ("mips", "gasmacro.toml:1")


def test_a_pyproject_counts_only_with_our_table(tmp_path: Path) -> None:
    write(tmp_path, gasmacro_toml='arch = "arm"\n', sub__pyproject_toml='[project]\nname = "gasmacro"\n')
    assert origin(tmp_path, "arch", "sub")[0] == "arm"
    for text in (
        '[tool.gasmacro]\narch = "mips"\n',
        '[tool]\ngasmacro.arch = "mips"\n',
        'tool."gasmacro" = {arch="mips"}',
    ):
        write(tmp_path, sub__pyproject_toml=text)
        assert origin(tmp_path, "arch", "sub")[0] == "mips"
    write(tmp_path, sub__gasmacro_toml='arch = "s390x"\n')
    assert origin(tmp_path, "arch", "sub")[0] == "s390x"


def test_the_command_line_wins(tmp_path: Path) -> None:
    write(tmp_path, gasmacro_toml='arch = "arm"\nselect = ["GM1"]\nignore = ["GM101"]\ndefines = ["A"]\n')
    assert origin(tmp_path, "arch", "--arch", "mips") == ("mips", "--arch")
    assert origin(tmp_path, "defines", "-D", "B") == (["A", "B"], "-D")
    assert origin(tmp_path, "ignore", "--ignore", "GM2,GM3") == (["GM101", "GM2", "GM3"], "--ignore")
    assert origin(tmp_path, "ignore", "--select", "GM2")[0] == []
    assert origin(tmp_path, "arch", "--isolated") == ("", "default")
    write(tmp_path, other_toml='arch = "i386"\n')
    assert origin(tmp_path, "arch", "--config", "other.toml") == ("i386", "other.toml:1")


def test_each_file_is_checked_by_its_own(tmp_path: Path) -> None:
    write(tmp_path, a__x_s=SPLIT, b__x_s=SPLIT, b__gasmacro_toml='ignore = ["GM101"]\n')
    found = json.loads(run("check", ".", "--format", "json", cwd=tmp_path).stdout)
    assert [each["file"] for each in found["findings"]] == ["a/x.s"]
    assert found["files"] == 2
    reports = list(gasmacro.check_paths([tmp_path], config=Config.find))
    assert [len(report.findings) for report in reports] == [1, 0]
    named = run("check", "-", "--stdin-filename", "b/y.s", source=SPLIT, cwd=tmp_path)
    assert named.returncode == 0


def test_expand_and_diff_read_it_too(tmp_path: Path) -> None:
    write(tmp_path, gasmacro_toml='arch = "riscv64"\ndefines = ["N=3"]\n', x_s=" .byte N\n", y_s=SPLIT)
    assert json.loads(run("expand", "x.s", "--format", "json", cwd=tmp_path).stdout)["arch"] == "riscv64"
    write(tmp_path, gasmacro_toml='arch = "vax"\n')
    assert run("diff", "y.s", cwd=tmp_path).returncode == 2
    assert run("diff", "y.s", "--isolated", cwd=tmp_path).returncode == 1


def test_paths_in_a_file_start_from_its_folder(tmp_path: Path) -> None:
    write(tmp_path, gasmacro_toml='include-dirs = ["inc"]\nstubs = ["s"]\nbaseline = "b.json"\n', sub__x_s="")
    config = Config.find(str(tmp_path / "sub" / "x.s"))
    assert config.include_dirs == (str(tmp_path / "inc"),)
    assert config.stubs == (str(tmp_path / "s"),)
    assert config.baseline == str(tmp_path / "b.json")
    assert origin(tmp_path / "sub", "include-dirs")[0] == [str(tmp_path / "inc")]


# --- what is wrong in one ---


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('\nasemblers = ["gas"]\n', 2, 1, "unknown key 'asemblers': did you mean 'assemblers'?"),
        ("zzz = 1\n", 1, 1, "unknown key 'zzz': choose one of assemblers,"),
        ('arch = "vax"\n', 1, 1, "unknown architecture 'vax'"),
        ('assemblers = [\n  "gas@2.40", # "x"\n  "clang@2",\n]\n', 3, 3, "older than the oldest"),
        ('assemblers = "gas"\n', 1, 1, "takes a list of texts, not a text: write assemblers = ["),
        ("respect-gitignore = 1\n", 1, 1, "takes true or false, not a number"),
        ("defines = [1]\n", 1, 12, "takes texts, not a number"),
        ('select = ["GM101", "GM999"]\n', 1, 20, "no rule is called 'GM999'"),
        ('ignore = ["doubled-prefix"]\n', 1, 11, "did you mean 'doubled-immediate-prefix'?"),
        ('[per-file-ignores]\n"*.s" = ["GM1"]\n"b" = "GM1"\n', 3, 1, "'b' takes a list of texts"),
        ('per-file-ignores = { "a" = ["GM1", "nope"] }\n', 1, 36, "no rule is called 'nope'"),
        ('exclude = ["a", "[z-a]"]\n', 1, 17, "'[z-a]' is no pattern of .gitignore"),
        ('extend-exclude = ["!"]\n', 1, 19, "'!' is no pattern of .gitignore"),
        ('severity = "high"\n', 1, 1, "unknown severity 'high'"),
        ('arch = "arm\n', 1, 12, "is no TOML"),
        ('arch = "arm"\narch = "arm"\n', 2, 13, "is no TOML"),
        ('arch = "loongarch64"\nassemblers = ["clang@13"]\n', 2, 15, "no release in 'clang@13' knows"),
    ],
)
def test_a_bad_file_is_told_with_its_place(tmp_path: Path, text: str, line: int, column: int, words: str) -> None:
    write(tmp_path, gasmacro_toml=text, x_s="")
    with pytest.raises(ConfigError) as caught:
        Config.load(str(tmp_path / "gasmacro.toml"))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in caught.value.message
    done = run("check", "x.s", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"gasmacro: gasmacro.toml:{line}:{column}: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_bad_table_in_a_pyproject_is_told_there(tmp_path: Path) -> None:
    write(tmp_path, pyproject_toml='[project]\nname = "x"\n\n[tool.gasmacro]\narchs = "arm"\n')
    done = run("config", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("gasmacro: pyproject.toml:5:1: unknown key 'archs': did you mean 'arch'?")
    assert run("config", "--isolated", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--config", "none.toml"], "none.toml:1:1: can't be read"),
        (["--config", "pyproject.toml"], "holds no [tool.gasmacro]"),
        (["--select", "GM9999"], "no rule is called"),
        (["--severity", "bad"], "unknown severity"),
    ],
)
def test_bad_options_are_told(tmp_path: Path, arguments: list[str], words: str) -> None:
    write(tmp_path, x_s="", pyproject_toml="[project]\n")
    done = run("check", "x.s", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "gasmacro.toml").write_bytes(b'arch = "arm"\ndefines = ["\xff"]\n')
    with pytest.raises(ConfigError, match="UTF-8") as caught:
        Config.find(str(tmp_path))
    assert caught.value.line == 2


def test_places_are_those_of_the_text() -> None:
    text = (
        'a.b = 1 # [x]\n[t."u v"]\nk = ["]", """\n#""", {z = 2}]\n'
        "[[l]]\nm = 1.5\n[[l]]\nm = 2020-01-01 00:00:00\nn = '#'\n"
    )
    assert tomllib.loads(text)["l"][1]["n"] == "#"
    places = Places(text)
    assert places.of(("a", "b")) == (1, 3)
    assert places.of(("t", "u v", "k", 0)) == (3, 6)
    assert places.of(("t", "u v", "k", 1)) == (3, 11)
    assert places.of(("t", "u v", "k", 2, "z")) == (4, 8)
    assert places.of(("l", 1, "n")) == (9, 1)
    assert places.of(("l", 0, "m")) == (6, 1)


# --- the table, its schema, its page ---


def test_the_schema_is_the_tables_own() -> None:
    committed = json.loads((ROOT / "docs" / "schema" / "gasmacro.json").read_text())
    assert committed == json.loads(json.dumps(schema()))
    assert json.loads(run("config", "--schema").stdout) == committed
    jsonschema.Draft202012Validator.check_schema(committed)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_every_option_has_an_example_that_holds(tmp_path: Path, option: object) -> None:
    row = BY_KEY[option.key]  # type: ignore[attr-defined]
    write(tmp_path, gasmacro_toml=f"{row.key} = {row.example}\n")
    config = Config.load(str(tmp_path / "gasmacro.toml"))
    assert getattr(config, row.name) != row.default
    jsonschema.validate(tomllib.loads(f"{row.key} = {row.example}\n"), schema())
    page = (ROOT / "docs" / "configuration.md").read_text()
    assert f"| `{row.key}` | {row.meaning.replace('|', '/')} |" in page


@pytest.mark.parametrize("text", ['arch = "vax"', "archs = 1", 'severity = "x"', "defines = [1]", 'select = ["a b"]'])
def test_the_schema_refuses_what_the_reader_refuses(tmp_path: Path, text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), schema())
    write(tmp_path, gasmacro_toml=text)
    with pytest.raises(ConfigError):
        Config.load(str(tmp_path / "gasmacro.toml"))


def test_what_config_shows_is_a_configuration(tmp_path: Path) -> None:
    write(tmp_path, gasmacro_toml='[per-file-ignores]\n"a b" = ["GM1"]\n')
    shown = run("config", cwd=tmp_path).stdout
    write(tmp_path, again_toml=shown)
    first, second = Config.find(str(tmp_path)), Config.load(str(tmp_path / "again.toml"))
    assert all(getattr(first, option.name) == getattr(second, option.name) for option in OPTIONS)
    assert "# gasmacro.toml:1" in shown


# --- which rules count ---


def test_names_of_rules_are_those_of_their_modules() -> None:
    assert dict(names()) == {rule.code: rule.name for rule in rules()}
    assert codes("gm10")[0] == "GM101"
    assert codes("Doubled-Immediate-Prefix") == ("GM201",)


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({}, 1),
        ({"select": ["GM2"]}, 0),
        ({"select": ["GM2"], "extend_select": ["GM1"]}, 1),
        ({"ignore": ["GM1"]}, 0),
        ({"select": ["GM101"], "ignore": ["GM1"]}, 1),
        ({"select": ["GM101"], "ignore": ["blank-beside-operator"]}, 0),
        ({"ignore": ["ALL"]}, 0),
        ({"per_file_ignores": {"x.s": ["GM101"]}}, 0),
        ({"per_file_ignores": {"*.s": ["GM2"]}}, 1),
        ({"per_file_ignores": {"!*.s": ["GM1"]}}, 1),
        ({"per_file_ignores": {"!*.inc": ["GM1"]}}, 0),
        ({"severity": "error"}, 1),
    ],
)
def test_rules_are_chosen(values: dict[str, object], count: int) -> None:
    assert len(gasmacro.check(SPLIT, filename="x.s", config=Config(**values)).findings) == count  # type: ignore[arg-type]


# --- which files a search takes ---


def searched(folder: Path, *arguments: str) -> list[str]:
    done = run("check", *(arguments or (".",)), "--format", "json", "--select", "GM101", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return [each["file"] for each in json.loads(done.stdout)["findings"]]


def test_gitignore_is_respected(tmp_path: Path) -> None:
    write(tmp_path, a_s=SPLIT, build__b_s=SPLIT, sub__c_s=SPLIT, sub__keep_s=SPLIT, other__d_s=SPLIT)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("# nothing\n/build/\nsub/*.s\n!sub/c.s\n")
    (tmp_path / "sub" / ".gitignore").write_text("c.s\n!keep.s\n")
    (tmp_path / ".git" / "info" / "exclude").write_text("other\n")
    ours = searched(tmp_path)
    assert ours == ["a.s", "sub/keep.s"]
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "*.s"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(listed.stdout.split()) == ours
    assert searched(tmp_path / "sub") == ["keep.s"]
    assert searched(tmp_path, ".", "--no-respect-gitignore") == [
        "a.s",
        "build/b.s",
        "other/d.s",
        "sub/c.s",
        "sub/keep.s",
    ]
    assert searched(tmp_path, "build") == ["build/b.s"]
    assert searched(tmp_path, "build/b.s") == ["build/b.s"]
    assert searched(tmp_path, "build/b.s", "build", "--force-exclude") == []


def test_lines_that_are_no_patterns_are_passed_over_as_git_does(tmp_path: Path) -> None:
    write(tmp_path, a_s=SPLIT, b_s=SPLIT)
    (tmp_path / ".gitignore").write_text("[z-a]\n\\\n!\n[[a]\na.s\n")
    assert searched(tmp_path) == ["b.s"]
    done = run("check", ".", "--exclude", "[z-a]", cwd=tmp_path)
    assert done.returncode == 2
    assert "'[z-a]' is no pattern of .gitignore" in done.stderr


def test_excludes(tmp_path: Path) -> None:
    write(tmp_path, a_s=SPLIT, third__b_s=SPLIT, node_modules__c_s=SPLIT, gasmacro_toml='extend-exclude = ["third/"]\n')
    assert searched(tmp_path) == ["a.s"]
    assert searched(tmp_path, ".", "--exclude", "a.s") == ["node_modules/c.s"]
    assert searched(tmp_path, ".", "--isolated") == ["a.s", "third/b.s"]
    assert searched(tmp_path, "third/b.s") == ["third/b.s"]
    write(tmp_path, gasmacro_toml='extend-exclude = ["third/"]\nforce-exclude = true\n')
    assert searched(tmp_path, "third/b.s", "a.s") == ["a.s"]


def test_libraries_are_loaded_only_when_a_file_asks_for_them(tmp_path: Path) -> None:
    write(
        tmp_path, x_s=" .byte 1\n", pyproject_toml='[project]\nname = "gasmacro"\n[project.scripts]\ngasmacro = "g:m"\n'
    )
    code = (
        "import sys\nfrom gasmacro.cli.main import main\n"
        "try:\n main(sys.argv[1:])\nexcept SystemExit:\n pass\n"
        "print(sorted({'tomllib', 'pathspec', 'difflib', 'jsonschema'} & set(sys.modules)))"
    )

    def loaded(*arguments: str) -> str:
        import sys

        command = [sys.executable, "-c", code, *arguments]
        environment = {"PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout

    assert loaded("check", "x.s") == "[]\n"
    assert loaded("check", ".") == "[]\n"
    (tmp_path / ".gitignore").write_text("*.o\n")
    assert loaded("check", "x.s") == "[]\n"
    assert loaded("check", ".") == "['pathspec']\n"
