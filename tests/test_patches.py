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


def test_a_change_without_sources_brings_nothing(code: Path) -> None:
    assert run("--patch", "-", given="") == (0, "", "")
    (code / "data").write_bytes(bytes(range(256)))
    commit(code, "base")
    (code / "data").write_bytes(bytes(range(256)) * 2)
    for options in ((), ("--binary",)):
        assert run("--patch", "-", given=git(code, "diff", *options)) == (0, "", "")
    git(code, "checkout", "-q", ".")
    (code / "lib" / "code.S").chmod(0o755)
    assert run("--patch", "-", given=git(code, "diff")) == (0, "", "")


def test_what_is_no_patch_is_an_error() -> None:
    status, out, err = run("--patch", "-", given="nothing here\n")
    assert (status, out) == (2, "")
    assert "holds no patch" in err
    assert run("--format", "mail", given="")[0] == 2


def git(where: Path, *arguments: str) -> bytes:
    """What a run of git prints."""
    command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments]
    return subprocess.run(command, cwd=where, check=True, capture_output=True).stdout


def commit(where: Path, message: str) -> None:
    """All that is in a working tree, as a commit."""
    git(where, "init", "-q")
    git(where, "add", "-A")
    git(where, "commit", "-q", "--allow-empty", "-m", message)


def test_since_a_revision_of_git(tree: Path) -> None:
    git(tree, "init", "-q")
    git(tree, "commit", "-q", "--allow-empty", "-m", "0")
    commit(tree, "1")
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


PAIR = ".macro PAIR a, b=2\n\tmovl $\\a, %eax\n\tmovl $\\b, %ebx\n.endm\n"
CODE = PAIR + "".join(f"place{number}:\n\tnop\n" for number in range(8)) + "\tPAIR 1\n\tret\n"
CALL = CODE.splitlines().index("\tPAIR 1") + 1
PARTED = CODE.replace("PAIR 1\n", "PAIR 1 -2\n")


def places(output: str) -> list[str]:
    """`file:line` of each GM101 that was told."""
    return [":".join(line.split(":")[:2]) for line in output.splitlines() if " GM101 " in line]


@pytest.fixture
def code(tmp_path: Path) -> Path:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "code.S").write_text(CODE)
    return tmp_path


def told(patch: str | bytes, where: Path, *options: str) -> tuple[int, list[str], str]:
    status, out, err = run("--patch", "-", "--tree", ".", "--format", "concise", *options, given=patch, cwd=where)
    return status, places(out), err


FOUND = (1, [f"lib/code.S:{CALL}"], "")


@pytest.mark.parametrize("first", ["Delivered-To: ada@example.org", "Authentication-Results: mx;\n dkim=pass", "X-A:"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_mail_is_known_by_its_header_whatever_comes_first(code: Path, first: str, encoding: str) -> None:
    message = mail("")
    message.set_content(diff(CODE, PARTED, "lib/code.S"), cte=encoding)
    assert told(f"{first}\n".encode() + bytes(message), code) == FOUND


def test_what_tools_do_to_a_diff(code: Path) -> None:
    patch = diff(CODE, PARTED, "lib/code.S")
    for prefix in (">> ", "> > ", ">>> "):
        assert told("".join(prefix + line for line in patch.splitlines(keepends=True)), code) == FOUND
    coloured = "".join(f"\x1b[32m{line[:-1]}\x1b[m\n" for line in patch.splitlines(keepends=True))
    assert told(coloured, code) == FOUND
    assert told(patch.encode("utf-16"), code) == FOUND
    assert told(b"\xef\xbb\xbf" + patch.encode(), code) == FOUND
    assert told(diff(CODE, PARTED, "lib/code.S", context=0), code) == FOUND
    added = CODE.replace("\tret\n", "\tPAIR 1 -2\n\tret\n")
    assert told(diff(CODE, added, "lib/code.S", context=0), code) == (1, [f"lib/code.S:{CALL + 1}"], "")


def test_names_that_a_patch_has_for_its_sides(code: Path) -> None:
    patch = diff(CODE, PARTED, "lib/code.S").split("\n", 1)[1]
    for old, new in (("linux.orig", "linux"), ("old/linux", "old/linux"), ("a/linux", "b/linux")):
        named = patch.replace("--- a/", f"--- {old}/").replace("+++ b/", f"+++ {new}/")
        assert told(named, code) == FOUND, (old, new)
    assert told(patch.replace("--- a/", "--- ").replace("+++ b/", "+++ "), code) == FOUND


def test_names_that_git_quotes(tmp_path: Path) -> None:
    for name in ("\u00e4.S", 'a "b".S', "a\\b.S"):
        (tmp_path / name).write_text(CODE)
    commit(tmp_path, "before")
    for name in ("\u00e4.S", 'a "b".S', "a\\b.S"):
        (tmp_path / name).write_text(PARTED)
    patch = git(tmp_path, "diff")
    git(tmp_path, "checkout", "-q", ".")
    assert told(patch, tmp_path) == (1, sorted(f"{name}:{CALL}" for name in ('a "b".S', "a\\b.S", "\u00e4.S")), "")


def test_lines_that_moved_and_context_that_changed(code: Path) -> None:
    moved = "# one\n# two\n" + CODE.replace("place6:\n", "other:\n")
    (code / "lib" / "code.S").write_text(moved)
    assert told(diff(CODE, PARTED, "lib/code.S"), code) == (1, [f"lib/code.S:{CALL + 2}"], "")
    assert "does not fit" in told(diff(CODE, PARTED, "lib/code.S", context=0).replace("1\n", "7\n"), code)[2]


def test_a_hunk_that_is_not_as_long_as_it_says(code: Path) -> None:
    patch = diff(CODE, PARTED, "lib/code.S")
    cut = "\n".join(patch.rstrip("\n").split("\n")[:-1]) + "\n-- \n2.39.5\n"
    status, found, err = told(cut, code)
    assert (status, found) == FOUND[:2]
    assert "does not hold the lines that its head announces: @@ -" in err
    longer = patch.replace("+\tPAIR 1 -2\n", "+\tnop\n+\tPAIR 1 -2\n")
    assert told(longer, code)[1] == [f"lib/code.S:{CALL + 1}"]


@pytest.mark.parametrize("form", ["mails", "log", "reversed"])
def test_a_series_that_renames(code: Path, form: str) -> None:
    commit(code, "base")
    git(code, "mv", "lib/code.S", "lib/moved.S")
    commit(code, "move it")
    (code / "lib" / "moved.S").write_text(PARTED)
    commit(code, "change it")
    git(code, "mv", "lib/moved.S", "lib/again.S")
    (code / "lib" / "again.S").write_text(PARTED.replace("place0", "place"))
    commit(code, "move and change it")
    forms = {
        "mails": ["format-patch", "--stdout", "HEAD~3"],
        "log": ["log", "-p", "HEAD~3.."],
        "reversed": ["log", "-p", "--reverse", "HEAD~3.."],
    }
    series = git(code, *forms[form])
    git(code, "checkout", "-q", "HEAD~3")
    assert told(series, code) == (1, [f"lib/moved.S:{CALL}"], "")


def test_links_and_submodules_are_no_sources(code: Path) -> None:
    (code / "link.S").symlink_to("lib")
    commit(code, "base")
    (code / "link.S").unlink()
    (code / "link.S").symlink_to("lib/code.S")
    patch = git(code, "diff")
    assert b"120000" in patch
    git(code, "checkout", "-q", ".")
    assert told(patch, code) == (0, [], "")


@pytest.mark.parametrize(
    "name", ["b/../outside/new.S", "b/lib/../../outside/new.S", "b/link/new.S", "{}/outside/new.S"]
)
def test_nothing_outside_the_tree_is_read(tmp_path: Path, name: str) -> None:
    for folder in ("tree/lib", "outside"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "outside" / "defs.inc").write_text('.macro PAIR a, b=2\n.error "hidden text"\n.endm\n')
    (tmp_path / "tree" / "link").symlink_to("../outside")
    patch = f'--- /dev/null\n+++ {name.format(tmp_path)}\n@@ -0,0 +1,2 @@\n+.include "defs.inc"\n+PAIR 1 -2\n'
    for options in (["--tree", "tree"], ["--tree", "."], []):
        where = tmp_path / "tree" if options != ["--tree", "tree"] else tmp_path
        status, out, err = run("--patch", "-", *options, given=patch, cwd=where)
        assert status in (0, 1)
        assert "hidden" not in out + err
        assert "GM101" not in out
        assert "outside the tree" in err or "out of the tree" in err


def test_what_a_patch_alone_includes_is_not_known() -> None:
    for head in ("--- /dev/null\n+++ b/x.S\n@@ -0,0 +1,2 @@\n", "--- a/x.S\n+++ b/x.S\n@@ -8 +8,3 @@\n nop\n"):
        assert run("--patch", "-", given=f'{head}+.include "macros.inc"\n+PAIR 1 -2\n') == (0, "", "")


def test_a_suppression_in_a_part_of_a_file_is_not_called_unused() -> None:
    comment = "# gasmacro: ignore[GM101] it is wanted"
    parted = CODE.replace("PAIR 1\n", f"PAIR 1 -2 {comment}\n")
    assert run("--patch", "-", given=diff(CODE, parted, "x.S")) == (0, "", "")


def test_a_formal_of_a_macro_that_nobody_calls_is_told_by_its_name() -> None:
    doubled = CODE.replace("$\\a", "$$\\a").replace("PAIR 1\n", "nop\n")
    status, out, _ = run("--patch", "-", given=diff(CODE, doubled, "x.S"))
    assert status == 1
    assert "`$$\\a` is the address of a symbol named `$\\a`" in out
    assert "opaque" not in out


def test_a_revision_and_what_git_does_not_know_yet(code: Path) -> None:
    (code / ".gitignore").write_text("/built/\n*.S\n")
    (code / "built").mkdir()
    git(code, "init", "-q")
    git(code, "add", "-f", "lib/code.S", ".gitignore")
    git(code, "commit", "-q", "-m", "base")
    (code / "lib" / "code.S").write_text(PARTED)
    (code / "lib" / 'a "new".s').write_text(PARTED)
    (code / "built" / "made.s").write_text(PARTED)
    (code / "lib" / "link.s").symlink_to("code.S")
    status, out, err = run("--diff-base", "HEAD", "--format", "concise", cwd=code)
    assert (status, places(out), err) == (1, [f'lib/a "new".s:{CALL}', f"lib/code.S:{CALL}"], "")
    git(code, "add", "lib/code.S")
    assert places(run("--diff-base", "HEAD", "--format", "concise", "lib/code.S", cwd=code)[1]) == [
        f"lib/code.S:{CALL}"
    ]


def test_a_file_that_was_renamed_since_a_revision_brings_nothing(code: Path) -> None:
    (code / "lib" / "code.S").write_text(PARTED)
    commit(code, "base")
    git(code, "mv", "lib/code.S", "moved.S")
    assert run("--diff-base", "HEAD", cwd=code) == (0, "", "")
    (code / "moved.S").write_text(PARTED + "\tPAIR 3 -4\n")
    status, out, _ = run("--diff-base", "HEAD", "--format", "concise", cwd=code)
    assert (status, places(out)) == (1, [f"moved.S:{len(PARTED.splitlines()) + 1}"])


def test_a_header_that_changed_besides_the_files_that_are_asked_for(code: Path) -> None:
    (code / "pair.h").write_text(PAIR.replace(", b=2", ":vararg").replace("\\b", "2"))
    (code / "use.S").write_text('#include "pair.h"\n\tPAIR 1 -2\n')
    commit(code, "base")
    (code / "pair.h").write_text(PAIR)
    (code / "use.S").write_text('#include "pair.h"\n\tPAIR 1 -2\n\tret\n')
    status, out, _ = run("--diff-base", "HEAD", "--format", "concise", "use.S", cwd=code)
    assert (status, places(out)) == (1, ["use.S:2"])


def test_nothing_that_a_repository_configures_is_started(code: Path) -> None:
    (code / ".gitattributes").write_text("*.S filter=mine diff=mine\n")
    commit(code, "base")
    for key in (
        "filter.mine.clean",
        "filter.mine.process",
        "diff.mine.command",
        "diff.mine.textconv",
        "core.fsmonitor",
    ):
        git(code, "config", key, f"touch {code}/started; cat")
    git(code, "config", "filter.mine.required", "true")
    (code / "lib" / "code.S").write_text(PARTED)
    status, out, err = run("--diff-base", "HEAD", "--format", "concise", cwd=code)
    assert (status, places(out), err) == FOUND
    assert not (code / "started").exists()
