"""Bytes that nobody meant: random edits of sources, sources as other programs leave them, and patches between them.

In: bytes, a random generator.  Out: other bytes.  Rule: nothing here knows what the bytes mean; a few spellings that
assemblers look at are thrown in more often than chance would have them.
"""

from __future__ import annotations

import base64
import difflib
from collections.abc import Callable
from random import Random

_MARKS = (
    b"\"", b"'", b"\\", b"\\@", b"\\()", b"(", b")", b"[", b"]", b"<", b">", b"!", b"%", b"$", b"#", b",", b";", b" ",
    b"\t", b"\n", b"\r", b"\0", b"\xff", b"\xc3", b"/*", b"*/", b"//", b"=", b":", b"-", b"*", b"&", b".", b"0x", b"1b",
    b"\x1a", b"99999999999999999999",
)  # fmt: skip
_WORDS = (
    b".macro ", b".endm\n", b".rept ", b".endr\n", b".irp ", b".irpc ", b".if ", b".else\n", b".endif\n", b".exitm\n",
    b".purgem ", b".altmacro\n", b".include ", b".end\n", b"local ", b":req", b":vararg", b"#define ", b"#if ",
    b"#endif\n",
)  # fmt: skip
_SOURCE = _MARKS + _WORDS
_PATCH = (
    b"\n+", b"\n-", b"\n ", b"\n", b"\r\n", b"@@ ", b" @@", b"-1,", b"+0,0", b"--- a/case.s\n", b"+++ /dev/null\n",
    b"> ", b"diff --git ", b"From ", b"From: ", b"Subject: ", b"\n\n", b"-- \n", b"=20\n", b"=\n",
    b"\\ No newline at end of file\n", b"rename from ", b"Binary files ", b"GIT binary patch\n",
    b"Content-Type: multipart/mixed\n", b"=?utf-8?q?=", b"9999999999", b"charset=utf-16", b"\t", b"\0", b"\xff",
)  # fmt: skip


def edited(data: bytes, random: Random, tokens: tuple[bytes, ...] = _SOURCE) -> bytes:
    """The bytes with one to six random edits."""
    out = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        at = random.randrange(len(out) + 1)
        kind = random.randrange(7)
        if kind == 0:
            out[at : at + 1] = bytes([random.randrange(256)])
        elif kind == 1:
            del out[at : at + random.choice((1, 1, 2, 8, 40))]
        elif kind == 2:
            out[at:at] = random.choice(tokens)
        elif kind == 3:
            out[at : at + 1] = random.choice(tokens)
        elif kind == 4:
            other = random.randrange(len(out) + 1)
            out[at:at] = out[other : other + random.choice((3, 10, 60))]
        elif kind == 5:
            out[at:at] = random.choice(tokens) * random.choice((2, 5, 50))
        elif at < len(out):
            out[at] ^= 1 << random.randrange(8)
    return bytes(out)


def _transcoded(encoding: str) -> Callable[[bytes, Random], bytes]:
    return lambda data, random: data.decode("latin-1").encode(encoding)


def _repeated(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at = random.randrange(len(lines))
    lines[at] *= random.choice((3, 30, 300))
    return b"".join(lines)


FORMS: dict[str, Callable[[bytes, Random], bytes]] = {
    "cut off": lambda data, random: data[: random.randrange(len(data) + 1)],
    "begun late": lambda data, random: data[random.randrange(len(data) + 1) :],
    "CRLF": lambda data, random: data.replace(b"\n", b"\r\n"),
    "CR": lambda data, random: data.replace(b"\n", b"\r"),
    "byte order mark": lambda data, random: b"\xef\xbb\xbf" + data,
    "UTF-16": _transcoded("utf-16"),
    "UTF-16, big end first": _transcoded("utf-16-be"),
    "without its last line end": lambda data, random: data.rstrip(b"\n"),
    "one line": lambda data, random: data.replace(b"\n", b";"),
    "a line many times": _repeated,
    "in itself": lambda data, random: b".macro outer\n" + data + b".endm\nouter\n" + data,
    "capitals": lambda data, random: data.swapcase(),
    "NULs": lambda data, random: data.replace(b" ", b"\0", random.randrange(1, 9)),
    "bytes above 127": lambda data, random: data.replace(b" ", b"\xa0", random.randrange(1, 9)),
}
"""What other programs and mishaps make of a whole file, by name."""


def other(data: bytes, random: Random) -> bytes:
    """The bytes edited; one in six as another program leaves them."""
    if random.randrange(6):
        return edited(data, random)
    made = random.choice(list(FORMS.values()))(data, random)
    return edited(made, random) if random.randrange(2) else made


def patch(before: bytes, after: bytes, random: Random) -> bytes:
    """A patch from one source to the other, in one of the ways that patches come; edited itself, half of the time."""
    old, new = (each.splitlines(keepends=True) for each in (before, after))
    context = random.choice((3, 3, 0, 8))
    lines = difflib.diff_bytes(difflib.unified_diff, old, new, b"a/case.s", b"b/case.s", n=context)
    made = b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)
    made = random.choice(_WAYS)(made, random)
    return edited(made, random, random.choice((_SOURCE, _PATCH))) if random.randrange(2) else made


def _git(diff: bytes, random: Random) -> bytes:
    return b"diff --git a/case.s b/case.s\nindex 1234567..89abcde 100644\n" + diff


def _format_patch(diff: bytes, random: Random) -> bytes:
    return (
        b"From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: A. Writer <a@example.org>\n"
        b"Date: Sun, 22 Nov 2026 10:00:00 +0000\nSubject: [PATCH] change a case\n\nIt has to be.\n---\n"
        b" case.s | 2 +-\n\n" + _git(diff, random) + b"-- \n2.43.0\n\n"
    )


def _series(diff: bytes, random: Random) -> bytes:
    return _format_patch(diff, random) * random.choice((2, 3))


def _quoted(diff: bytes, random: Random) -> bytes:
    lines = _format_patch(diff, random).split(b"\n", 5)
    return (
        b"\n".join(lines[1:5])
        + b"\n\nOn Sunday somebody wrote:\n"
        + b"".join(b"> " + line for line in lines[5].splitlines(keepends=True))
    )


def _encoded(diff: bytes, random: Random) -> bytes:
    return (
        b"From: A. Writer <a@example.org>\nSubject: =?utf-8?q?change?=\nMIME-Version: 1.0\n"
        b'Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n' + base64.encodebytes(diff)
    )


def _attached(diff: bytes, random: Random) -> bytes:
    return (
        b"From: A. Writer <a@example.org>\nSubject: change\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="x"\n'
        b"\n--x\nContent-Type: text/plain\n\nSee below.\n--x\nContent-Type: text/x-patch\n\n" + diff + b"\n--x--\n"
    )


def _damaged(diff: bytes, random: Random) -> bytes:
    """As mail programs leave it: blanks for tabs, long lines broken, blanks at ends of lines gone."""
    return b"\n".join(line.expandtabs(8).rstrip()[:60] for line in diff.split(b"\n"))


_WAYS = (lambda diff, random: diff, _git, _format_patch, _series, _quoted, _encoded, _attached, _damaged)
