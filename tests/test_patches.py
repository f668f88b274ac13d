"""Patches as they come in, through the command line: only what a patch brings, at its line, in the tree or alone."""

from __future__ import annotations

import contextlib
import difflib
import random
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from gasmacro.cli.main import main

SEED = Path(__file__).parent.parent / "fixtures" / "seed"
AFTER = (SEED / "doubled" / "calling.h").read_text()
_CALLEE = AFTER[AFTER.index("/* kernel_tables is") : AFTER.index(".macro SWITCH_TO_KERNEL_CR3")]
BEFORE = "".join(
    line for line in AFTER.replace(_CALLEE, "").splitlines(keepends=True) if "NOTE_CR3_SWITCH \\" not in line
)
CALLS = [number for number, line in enumerate(AFTER.splitlines(), 1) if "NOTE_CR3_SWITCH \\" in line]


def diff(before: str, after: str, name: str = "entry/calling.h", context: int = 3) -> str:
    """A unified diff as git writes it."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}", n=context
    )
    return f"diff --git a/{name} b/{name}\n" + "".join(lines)


def mail(body: str, subject: str = "[PATCH] tell which tables", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ada Writer <ada@example.org>"
    message["To"] = "list@example.org"
    message["Subject"] = subject
    message["Date"] = "Sun, 22 Nov 2026 10:00:00 +0000"
    message["Message-ID"] = "<1@example.org>"
    for name, value in headers.items():
        message[name] = value
    message.set_content(body)
    return message


def run(*arguments: str, given: bytes | str = b"", cwd: Path | None = None) -> tuple[int, str, str]:
    """A run of `gasmacro check`: its status, what it printed, and what it said on standard error."""
    data = given.encode() if isinstance(given, str) else given
    runner = CliRunner()
    with contextlib.chdir(cwd or Path.cwd()), runner.isolation(input=data, env={"NO_COLOR": "1"}) as streams:
        try:
            main(["check", "--isolated", *arguments])
        except SystemExit as leave:
            status = leave.code
        out, err = (stream.getvalue().decode(errors="replace") for stream in streams[:2])
    assert isinstance(status, int)
    return status, out, err


def lines_told(output: str) -> list[int]:
    return [int(line.split(":")[1]) for line in output.splitlines() if " GM201 " in line]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "entry").mkdir()
    (tmp_path / "entry" / "calling.h").write_text(BEFORE)
    return tmp_path


def test_a_patch_alone_and_in_its_tree(tree: Path) -> None:
    patch = diff(BEFORE, AFTER)
    for options in ([], ["--tree", str(tree)]):
        status, out, err = run("--patch", "-", "--format", "concise", *options, given=patch)
        assert (status, lines_told(out), err) == (1, CALLS, "")


def test_what_was_there_before_is_not_told(tree: Path) -> None:
    old = AFTER.replace("NOTE_CR3_SWITCH \\scratch_reg $0", "NOTE_CR3_SWITCH \\scratch_reg 0")
    (tree / "entry" / "calling.h").write_text(old)
    patch = diff(old, AFTER)
    changed = [n for n, (a, b) in enumerate(zip(old.splitlines(), AFTER.splitlines(), strict=True), 1) if a != b]
    assert changed
    status, out, _ = run("--patch", "-", "--format", "concise", "--tree", str(tree), given=patch)
    assert (status, lines_told(out)) == (1, changed)


def test_a_change_that_breaks_lines_it_does_not_touch(tree: Path) -> None:
    old = AFTER.replace("$\\in_kernel", "\\in_kernel")
    (tree / "entry" / "calling.h").write_text(old)
    status, out, _ = run("--patch", "-", "--tree", str(tree), "--format", "concise", given=diff(old, AFTER))
    assert (status, lines_told(out)) == (1, CALLS)
    status, out, _ = run("--patch", "-", "--tree", str(tree), "--format", "mail", given=diff(old, AFTER))
    assert status == 1
    assert out.count("GM201") == len(CALLS)


def test_a_patch_that_brings_nothing() -> None:
    mended = AFTER.replace("scratch_reg $", "scratch_reg ")
    assert run("--patch", "-", given=diff(BEFORE, mended)) == (0, "", "")
    assert run("--patch", "-", "--format", "mail", given=diff(BEFORE, mended)) == (0, "", "")


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_a_mail_with_an_answer_above_and_a_signature_below(encoding: str) -> None:
    body = (
        "On Friday somebody wrote:\n> diff --git a/x.h b/x.h\n> --- a/x.h\n> +++ b/x.h\n> @@ -1 +1 @@\n"
        "> -one\n> +two\n\nHere is the next one.\n---\n entry/calling.h | 4 ++++\n\n"
        + diff(BEFORE, AFTER)
        + "-- \n2.39.5\n"
    )
    message = mail(body)
    message.set_content(body, cte=encoding)
    status, out, _ = run("--patch", "-", "--format", "concise", given=bytes(message))
    assert (status, lines_told(out)) == (1, CALLS)


def test_blanks_that_were_damaged_on_the_way(tree: Path) -> None:
    damaged = "\n".join(line.rstrip().replace("\t", "        ") for line in diff(BEFORE, AFTER).split("\n"))
    for options in ([], ["--tree", str(tree)]):
        status, out, _ = run("--patch", "-", "--format", "concise", *options, given=damaged)
        assert (status, lines_told(out)) == (1, CALLS)
    status, out, _ = run("--patch", "-", "--format", "concise", given=diff(BEFORE, AFTER).replace("\n", "\r\n"))
    assert (status, lines_told(out)) == (1, CALLS)


def test_a_line_that_was_wrapped_on_the_way() -> None:
    wrapped = diff(BEFORE, AFTER).replace("+\tNOTE_CR3_SWITCH \\scratch_reg $1", "+\tNOTE_CR3_SWITCH \\scratch_reg\n$1")
    status, out, _ = run("--patch", "-", "--format", "concise", given=wrapped)
    assert (status, lines_told(out)) == (1, CALLS)


def test_a_diff_that_is_there_only_as_a_quotation() -> None:
    quoted = "I looked at this:\n" + "\n".join(f"> {line}" for line in diff(BEFORE, AFTER).split("\n"))
    status, out, _ = run("--patch", "-", "--format", "concise", given=bytes(mail(quoted, "Re: [PATCH] tables")))
    assert (status, lines_told(out)) == (1, CALLS)


def test_text_that_flows() -> None:
    flowed = "\n".join(" " + line if line.startswith(" ") else line for line in diff(BEFORE, AFTER).split("\n"))
    message = mail(flowed)
    message.set_param("format", "flowed")
    status, out, _ = run("--patch", "-", "--format", "concise", given=bytes(message))
    assert (status, lines_told(out)) == (1, CALLS)


def test_a_series_is_told_patch_by_patch(tree: Path) -> None:
    lines = AFTER.splitlines(keepends=True)
    half = "".join(line for n, line in enumerate(lines, 1) if n not in CALLS[2:])
    first = mail(diff(BEFORE, half), "[PATCH 1/2] half")
    second = mail(diff(half, AFTER), "[PATCH 2/2] rest")
    box = b"".join(b"From mboxrd@z Thu Jan  1 00:00:00 1970\n" + bytes(one) + b"\n" for one in (first, second))
    status, out, err = run("--patch", "-", "--format", "concise", "--tree", str(tree), given=box)
    assert (status, err) == (1, "")
    head, _, tail = out.partition("[PATCH 2/2] rest")
    assert head.startswith("[PATCH 1/2] half")
    assert len(lines_told(head)) == 2
    assert lines_told(tail) == CALLS[2:]
    status, out, _ = run("--patch", "-", "--format", "mail", "--tree", str(tree), given=box)
    assert out.count("\nSubject: Re: [PATCH ") == 2


def test_the_answer_quotes_the_line_and_says_what_to_write() -> None:
    status, out, _ = run("--patch", "-", "--format", "mail", given=bytes(mail(diff(BEFORE, AFTER))))
    assert status == 1
    head, _, body = out.partition("\n\n")
    assert "To: Ada Writer <ada@example.org>" in head
    assert "Subject: Re: [PATCH] tell which tables" in head
    assert "In-Reply-To: <1@example.org>" in head
    quoted = body.index("> +\tNOTE_CR3_SWITCH \\scratch_reg $1")
    told = body.index("GM201", quoted)
    assert body.index("\n+\tNOTE_CR3_SWITCH \\scratch_reg 1\n", told) > told


def test_a_new_file_and_a_deleted_one() -> None:
    new = "--- /dev/null\n+++ b/new.s\n@@ -0,0 +1,4 @@\n+.macro m a, b=2\n+.byte \\a, \\b\n+.endm\n+m 1 -2\n"
    status, out, _ = run("--patch", "-", "--format", "concise", given=new)
    assert status == 1
    assert out.startswith("new.s:4:")
    gone = "--- a/new.s\n+++ /dev/null\n@@ -1,4 +0,0 @@\n-.macro m a, b=2\n-.byte \\a, \\b\n-.endm\n-m 1 -2\n"
    assert run("--patch", "-", given=gone) == (0, "", "")


def test_hunks_in_the_middle_of_things() -> None:
    """A body whose header is out of sight, a condition whose beginning is, and one whose end is."""
    patch = (
        "--- a/x.h\n+++ b/x.h\n@@ -10,6 +10,7 @@\n \tmovq \\one, \\two\n #endif\n .else\n+\tnote $1\n \tnop\n"
        " .endif\n .endm\n@@ -30,5 +31,5 @@\n .macro note value\n"
        "-\tmovl \\value, %eax\n+\tmovl $\\value, %eax\n .endm\n #ifdef CONFIG_X\n .if later\n"
    )
    status, out, err = run("--patch", "-", "--format", "concise", given=patch)
    assert (status, err) == (1, "")
    assert out.startswith("x.h:13:")
    assert lines_told(out) == [13]


def test_a_patch_that_does_not_fit_is_read_alone(tree: Path) -> None:
    (tree / "entry" / "calling.h").write_text("nop\n")
    status, out, err = run("--patch", "-", "--tree", str(tree), "--format", "concise", given=diff(BEFORE, AFTER))
    assert (status, lines_told(out)) == (1, CALLS)
    assert "does not fit the tree" in err


def test_paths_of_a_patch_do_not_lead_out_of_the_tree(tree: Path) -> None:
    secret = tree.parent / "secret.s"
    secret.write_text(".macro m a\n.byte \\a\n.endm\nm 1 2\n")
    inside = tree / "inside"
    inside.mkdir()
    patch = "--- a/../secret.s\n+++ b/../secret.s\n@@ -4 +4,2 @@\n m 1 2\n+nop\n"
    status, out, err = run("--patch", "-", "--tree", str(tree), given=patch)
    assert status == 0
    assert "outside the tree" in err
    assert "\\a" not in out + err


def test_what_is_no_patch_is_an_error() -> None:
    status, out, err = run("--patch", "-", given="nothing here\n")
    assert (status, out) == (2, "")
    assert "holds no patch" in err
    assert run("--format", "mail", given="")[0] == 2


def test_since_a_revision_of_git(tree: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=tree, check=True, capture_output=True)

    git("init", "-q")
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "0")
    git("add", "-A")
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "1")
    assert run("--diff-base", "HEAD", cwd=tree) == (0, "", "")
    (tree / "entry" / "calling.h").write_text(AFTER)
    status, out, err = run("--diff-base", "HEAD", "--format", "concise", cwd=tree)
    assert (status, lines_told(out), err) == (1, CALLS, "")
    assert out.startswith("entry/calling.h:")
    status, out, _ = run("--diff-base", "HEAD~1", "--format", "concise", cwd=tree / "entry")
    assert (status, lines_told(out)) == (1, CALLS)
    assert run("--diff-base", "nowhere", cwd=tree)[0] == 2


@pytest.mark.parametrize("seed", range(6))
def test_damaged_patches_end_in_a_report_or_an_error(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(bytes(mail(diff(BEFORE, AFTER))))
    for _ in range(30):
        place = rng.randrange(len(data))
        data[place : place + rng.randrange(3)] = bytes(rng.randrange(256) for _ in range(rng.randrange(3)))
    status, out, err = run("--patch", "-", "--format", "mail" if seed % 2 else "concise", given=bytes(data))
    assert status in (0, 1, 2)
    assert "Traceback" not in out + err
    assert "mistake of gasmacro" not in err
