"""What comes with the command line: its man page and the completion of shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from gasmacro.cli.main import COMMANDS, gasmacro
from gasmacro.cli.manual import page

ROOT = Path(__file__).parent.parent


def words(*typed: str, shell: str = "bash") -> list[str]:
    """What a shell offers for the last of the words that were typed."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "_GASMACRO_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(("gasmacro", *typed)),
        "COMP_CWORD": str(len(typed)) if shell != "fish" else typed[-1],
    }
    code = "import sys; sys.argv[0] = 'gasmacro'; from gasmacro.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return [line.partition(",")[2] if shell == "bash" else line for line in done.stdout.splitlines()]


def test_shells_get_their_script() -> None:
    for shell in ("bash", "zsh", "fish"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "_GASMACRO_COMPLETE": f"{shell}_source"}
        code = "import sys; sys.argv[0] = 'gasmacro'; from gasmacro.cli.main import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
        )
        assert f"_GASMACRO_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("ch",), {"check"}),
        (("check", "--sel"), {"--select"}),
        (("check", "--as", "linux-6.1"), {"linux-6.1", "linux-6.12"}),
        (("check", "--as", "cl"), {"clang"}),
        (("check", "--as", "gas@2.4"), {f"gas@2.4{last}{end}" for last in range(8) for end in ("", "+")}),
        (("expand", "--arch", "aa"), {"aarch64"}),
        (("check", "--ignore", "GM20"), {"GM201"}),
        (("check", "--ignore", "GM101,GM00"), {"GM101,GM001", "GM101,GM002", "GM101,GM003"}),
        (("explain", "doubled-imm"), {"doubled-immediate-prefix"}),
        (("check", "--format", "json"), {"json", "json-lines"}),
    ],
)
def test_words_are_completed(typed: tuple[str, ...], expected: set[str]) -> None:
    assert expected <= set(words(*typed))
    assert all(word.startswith(typed[-1]) for word in words(*typed))


def test_files_are_the_shells_own() -> None:
    assert words("check", "fix", shell="fish") == ["file,fix"]
    assert words("check", "-I", "inc", shell="fish") == ["dir,inc"]


def test_the_man_page_has_every_command_and_option() -> None:
    text = page().replace("\\-", "-").replace("\\e", "\\")
    for name in COMMANDS:
        assert f"\n.SS gasmacro {name}\n" in text
        command = gasmacro.get_command(click.Context(gasmacro), name)
        assert command is not None
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert all(option in text for option in parameter.opts)
    assert all(f"\n.SH {title}\n" in text for title in ("NAME", "SYNOPSIS", "FILES", "ENVIRONMENT", "EXIT STATUS"))
    assert not any(line.startswith("'") for line in text.splitlines())


def test_the_man_page_is_what_man_reads() -> None:
    if shutil.which("groff") is None:  # elsewhere every request is one of those that the macros have
        known = {"TH", "SH", "SS", "B", "BR", "PP", "TP"}
        assert {line[1:].split()[0] for line in page().splitlines() if line.startswith(".")} == known
        return
    command = ["groff", "-man", "-Tascii", "-ww", "-z"]
    done = subprocess.run(command, input=page(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
