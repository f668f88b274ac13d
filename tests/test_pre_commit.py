"""The hooks, with the real `pre-commit` on a real repository that holds the seed case.

The environment of the hooks is built as at a user's: `pip` installs this repository and what it needs.  Where no
registry can be reached, GASMACRO_OFFLINE=1 has the hooks run in the environment that is there instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEED = ROOT / "fixtures" / "seed"
OFFLINE = bool(os.environ.get("GASMACRO_OFFLINE"))
CONFIG = """\
repos:
- repo: {repo}
  rev: {rev}
  hooks: [{{id: {hooks}}}]
"""
LOCAL = """\
repos:
- repo: local
  hooks:
  - {{id: {id}, name: {id}, entry: {python} -m gasmacro check --force-exclude {args}, language: system, {types}}}
"""
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "fixtures", "tests", "__pycache__", ".*_cache", "dist", "build")
TYPES = {
    "gasmacro": "types: [asm]",
    "gasmacro-headers": "types_or: [header, inc]",
    "gasmacro-fix": "types_or: [asm, header, inc]",
}


class Repository:
    """A user's repository with the seed case, and one of the hooks in it."""

    def __init__(self, path: Path, home: Path, hooks: Path) -> None:
        self.path = path
        self.hooks = hooks
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))},
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR", str(Path.home() / ".cache" / "pip")),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "NO_COLOR": "1",
            "PYTHONPATH": str(ROOT) if OFFLINE else "",
            **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "a"),
            **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "a@example.org"),
        }
        path.mkdir()
        self.run("git", "init", "-q")
        for name in ("calling.h", "entry.S"):
            shutil.copy(SEED / "doubled" / name, path)
        (path / "plain.h").write_text("#define ONE 1\n")
        (path / "tool.py").write_text("pass\n")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.path, env=self.environment, capture_output=True, text=True, check=False)

    def use(self, hook: str) -> None:
        """Configure a hook and install it."""
        if OFFLINE:
            args = "--fix --unsafe-fixes" if hook == "gasmacro-fix" else ""
            text = LOCAL.format(id=hook, python=sys.executable, args=args, types=TYPES[hook])
        else:
            rev = subprocess.run(
                ["git", "rev-parse", "HEAD"], cwd=self.hooks, capture_output=True, text=True, check=True
            )
            text = CONFIG.format(repo=self.hooks.as_uri(), rev=rev.stdout.strip(), hooks=hook)
        (self.path / ".pre-commit-config.yaml").write_text(text)
        assert self.run("pre-commit", "install").returncode == 0

    def commit(self) -> tuple[bool, str]:
        """Commit everything that is there: whether that went through, and what was said."""
        self.run("git", "add", "-A")
        done = self.run("git", "commit", "-q", "-m", "x")
        return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working tree as a repository of its own, with what is not committed yet."""
    path = tmp_path_factory.mktemp("hooks")
    shutil.copytree(ROOT, path, ignore=_LEFT_OUT, dirs_exist_ok=True)
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "hooks"]):
        subprocess.run(["git", *command], cwd=path, check=True, capture_output=True)
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def repository(tmp_path: Path, home: Path, hooks: Path) -> Repository:
    return Repository(tmp_path / "project", home, hooks)


def test_the_seed_is_refused_mended_and_committed(repository: Repository) -> None:
    repository.use("gasmacro-fix")
    passed, said = repository.commit()
    assert not passed
    assert "files were modified by this hook" in said
    assert "fixed 4, 0 remain" in said
    for name in ("calling.h", "entry.S"):
        assert (repository.path / name).read_bytes() == (SEED / "mended" / name).read_bytes()
    passed, said = repository.commit()
    assert passed, said


@pytest.mark.parametrize(("hook", "place"), [("gasmacro", "calling.h:22:31"), ("gasmacro-headers", "calling.h:22:31")])
def test_the_seed_is_refused_until_it_is_mended(repository: Repository, hook: str, place: str) -> None:
    repository.use(hook)
    passed, said = repository.commit()
    assert not passed
    assert f"--> {place}" in said
    assert "error[GM201]" in said
    shutil.copy(SEED / "mended" / "calling.h", repository.path)
    passed, said = repository.commit()
    assert passed, said


def test_files_that_are_none_of_its_are_passed_over(repository: Repository) -> None:
    repository.use("gasmacro-fix")
    for name in ("calling.h", "entry.S"):
        (repository.path / name).unlink()
    passed, said = repository.commit()
    assert passed, said


def test_the_manifest_is_valid() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
