"""What a hostile source or configuration may reach: nothing outside of the project, and none of it in a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from gasmacro import Config
from gasmacro.errors import ConfigError
from tests.test_cli import gasmacro as run

SECRET = "secret: 1 -2\n"
MARKED = '# 1 "x.S"\n.macro m a, b=9\n .byte \\a, \\b\n.endm\n# 1 "{}" 1\n m 1 -2\n# 5 "x.S" 2\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a project in it, and a file beside the project that nobody named."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.inc").write_text(SECRET)
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


@pytest.mark.parametrize("name", ["../outside/secret.inc", "link.inc"])
def test_markers_show_nothing_of_other_files(name: str, project: Path) -> None:
    (project / "link.inc").symlink_to(project.parent / "outside" / "secret.inc")
    (project / "a.s").write_text(MARKED.format(name))
    done = run("check", "a.s", cwd=project)
    assert (done.returncode, f"--> {name}:1:4" in done.stdout) == (1, True)
    assert "secret:" not in done.stdout
    plain = [run("check", "a.s", "--format", form, cwd=project).stdout for form in ("sarif", "gitlab")]
    (project.parent / "outside" / "secret.inc").write_text("another: 1 -2\n")
    assert plain == [run("check", "a.s", "--format", form, cwd=project).stdout for form in ("sarif", "gitlab")]


def test_markers_show_what_is_named(project: Path) -> None:
    (project / "a.s").write_text(MARKED.format("../outside/secret.inc"))
    shown = "1 | secret: 1 -2"
    assert shown in run("check", "a.s", "-I", "../outside", cwd=project).stdout
    assert shown in run("check", "a.s", "../outside/secret.inc", cwd=project).stdout
    (project / "own.inc").write_text("own: 1 -2\n")
    (project / "a.s").write_text(MARKED.format("own.inc"))
    assert "1 | own: 1 -2" in run("check", "a.s", cwd=project).stdout


@pytest.mark.parametrize(
    ("line", "flag"),
    [
        ('include-dirs = ["inc", "../outside"]', "-I"),
        ('include-dirs = ["link"]', "-I"),
        ('stubs = ["../outside/secret.inc"]', "--config"),
        ('baseline = "../outside/known.json"', "--baseline"),
    ],
)
def test_a_configuration_that_was_found_does_not_lead_out_of_its_project(line: str, flag: str, project: Path) -> None:
    (project / "link").symlink_to(project.parent / "outside")
    (project / "gasmacro.toml").write_text(f"{line}\n")
    (project / "a.s").write_text(' .include "secret.inc"\n')
    done = run("check", "a.s", cwd=project)
    assert done.returncode == 2
    assert "gasmacro.toml:1:" in done.stderr
    assert f"leads out of the project: name it on the command line, by {flag}" in done.stderr
    with pytest.raises(ConfigError, match="leads out of the project"):
        Config.find(str(project / "a.s"))
    assert Config.load(str(project / "gasmacro.toml")).file  # who names it trusts it
    assert "leads out" not in run("check", "a.s", "--config", "gasmacro.toml", cwd=project).stderr


def test_a_repository_is_one_project(project: Path) -> None:
    (project.parent / ".git").mkdir()
    (project / "gasmacro.toml").write_text('include-dirs = ["../outside"]\n')
    (project / "a.s").write_text(' .include "secret.inc"\n')
    assert run("expand", "a.s", cwd=project).stdout == SECRET
