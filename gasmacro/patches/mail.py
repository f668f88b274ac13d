"""Bytes as they came in, the patches in them out: a diff, a mail, what `git format-patch` writes, or an mbox of those.

Rule: a text that begins with mbox's `From ` is several mails; one that begins with header lines is a mail, of which the
text and all attached diffs count, decoded; anything else is a diff as it stands.  Text quoted by `>` is what somebody
else said, unless all of a diff is quoted: then the quoted one is meant.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gasmacro.errors import InputError
from gasmacro.patches.unified import Diff, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage

_FROM = re.compile(rb"From \S+ .*\d{4}\s*$")
_FIELD = re.compile(rb"([!-9;-~]+):(?: |\t|\r?$)")
_MOST_FIELDS = 200  # lines of a header that are looked at
_COMMIT = re.compile(rb"^commit [0-9a-f]{40,64}(?: \([^\n]*\))?\r?\n(?=Author:|Merge:|tree )", re.MULTILINE)
_TEXTS = re.compile(rb"^index ([0-9a-f]*[1-9a-f][0-9a-f]*)\.\.([0-9a-f]*[1-9a-f][0-9a-f]*)", re.MULTILINE)
_COLOUR = re.compile(rb"\x1b\[[\d;]*[mK]")
_KNOWN = frozenset((b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"received", b"mime-version"))
_DEEPEST = 4  # levels of quoting
_QUOTED = re.compile(r"> ?")
_DIFFS = frozenset(("text/x-patch", "text/x-diff", "application/x-patch", "application/octet-stream"))


@dataclass(slots=True)
class Patch:
    """One patch as it came: the mail's headers ("" where there are none), the text's `lines`, and the `diff` in it."""

    name: str
    lines: list[str]
    diff: Diff
    subject: str = ""
    sender: str = ""
    date: str = ""
    identity: str = ""
    to: str = ""
    cc: str = ""
    references: str = field(default="")

    def title(self) -> str:
        """What to call it: its subject, or the name of what it was read from."""
        return self.subject or self.name


def patches(data: bytes, name: str) -> list[Patch]:
    """The patches in bytes that were read from `name`, in their order; mails without a diff are left out. Raises
    `InputError`."""
    pieces = [piece for mail in _mbox(_clean(data)) for piece in _commits(mail)]
    try:
        found = [_mailed(piece, name) if _is_mail(piece) else _plain(piece, name) for piece in pieces]
    except InputError as error:
        raise InputError(error.message, file=name) from None
    return [patch for patch in found if patch.diff.there]


def _clean(data: bytes) -> bytes:
    """The bytes without what a shell or a terminal did to them: UTF-16, a byte order mark, colours."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        data = data.decode("utf-16", "replace").encode("utf-8", "surrogatepass")
    return _COLOUR.sub(b"", data.removeprefix(codecs.BOM_UTF8))


def _commits(data: bytes) -> list[bytes]:
    """The commits that `git log -p` or `git show` print, as many patches, the oldest first: one of the texts that a
    change takes away is one that the change before it made."""
    starts = [found.start() for found in _COMMIT.finditer(data)]
    if len(starts) < 2 or starts[0]:
        return [data]
    pieces = [data[start:end] for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]
    changed = [_TEXTS.findall(piece) for piece in pieces]
    made = {new: index for index, pairs in enumerate(changed) for _, new in pairs}
    steps = [made[old] - index for index, pairs in enumerate(changed) for old, _ in pairs if old in made]
    backward = sum(step > 0 for step in steps) > len(steps) / 2
    return pieces[::-1] if backward else pieces


def _mbox(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    if not _FROM.match(lines[0]):
        return [data]
    starts = [0, *(index for index in range(1, len(lines)) if _begins(lines, index))]
    ends = [*starts[1:], len(lines)]
    return [b"\n".join(lines[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]


def _begins(lines: list[bytes], index: int) -> bool:
    """Whether a mail of an mbox begins at a line: `From ` behind an empty line, and headers below."""
    if not _FROM.match(lines[index]) or lines[index - 1].strip():
        return False
    return _is_mail(b"\n".join(lines[index + 1 : index + _MOST_FIELDS]))


def _is_mail(data: bytes) -> bool:
    """Whether fields of a header come first, and one of those that every mail has is among them."""
    any_field = known = False
    for line in data.lstrip(b"\r\n").split(b"\n", _MOST_FIELDS)[:_MOST_FIELDS]:
        found = _FIELD.match(line)
        if found is None and not (any_field and line[:1] in (b" ", b"\t")):
            break
        any_field = True
        known = known or (found is not None and found[1].lower() in _KNOWN)
    return known


def _plain(data: bytes, name: str) -> Patch:
    lines = _lines(data.decode("utf-8", "surrogateescape"))
    patch = Patch(name, *_unquoted(lines))
    if _COMMIT.match(data):
        said = {key: value.strip() for key, found, value in (line.partition(":") for line in lines[:6]) if found}
        patch.sender, patch.date = said.get("Author", ""), said.get("Date", "")
        patch.subject = next((line.strip() for line in lines[:12] if line.startswith("    ")), "")
    return patch


def _mailed(data: bytes, name: str) -> Patch:
    from email import message_from_bytes, policy

    message: EmailMessage = message_from_bytes(data.lstrip(b"\r\n"), policy=policy.default)
    texts = [_text(part) for part in message.walk() if _is_text(part)]
    lines = [line for text in texts for line in _lines(text)]
    lines, diff = _unquoted(lines)
    if diff.damage and any(_flowed(part) for part in message.walk()):
        joined = _joined(lines)
        better = read(joined)
        if len(better.damage) < len(diff.damage):
            lines, diff = joined, better

    def header(key: str) -> str:
        return _legible(lambda: " ".join(str(message.get(key, "")).split()), "")

    references = " ".join(part for part in (header("References"), header("Message-ID")) if part)
    return Patch(
        name,
        lines,
        diff,
        subject=header("Subject"),
        sender=header("From"),
        date=header("Date"),
        identity=header("Message-ID"),
        to=header("To"),
        cc=header("Cc"),
        references=references,
    )


def _legible(field: Callable[[], str], otherwise: str) -> str:
    """What a field of a header says. One that nobody can read says nothing: the standard library's parser answers it
    by exceptions of many kinds."""
    try:
        return field()
    except Exception:  # noqa: BLE001
        return otherwise


def _is_text(part: EmailMessage) -> bool:
    kind = _legible(part.get_content_type, "text/plain")
    named = _legible(lambda: part.get_filename() or "", "").endswith((".patch", ".diff"))
    return kind == "text/plain" or (kind in _DIFFS and (kind != "application/octet-stream" or named))


def _flowed(part: EmailMessage) -> bool:
    return _legible(lambda: str(part.get_param("format", "")), "") == "flowed"


def _text(part: EmailMessage) -> str:
    try:
        payload = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - as above
        payload = part.get_payload()
    data = payload if isinstance(payload, bytes) else str(payload or "").encode("utf-8", "surrogateescape")
    charset = _legible(lambda: part.get_content_charset() or "utf-8", "utf-8")
    try:
        return data.decode(charset)
    except (LookupError, ValueError):
        return data.decode("utf-8", "surrogateescape")


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.replace("\xa0", " ").split("\n")]


def _unquoted(lines: list[str]) -> tuple[list[str], Diff]:
    """The lines with the diff in them; where only a quoted one is there, without its quoting."""
    diff = read(lines)
    if diff.there:
        return lines, diff
    inner = lines
    for _ in range(_DEEPEST):
        inner = [_QUOTED.sub("", line, count=1) for line in inner]
        quoted = read(inner)
        if quoted.there:
            return inner, quoted
    return lines, diff


def _joined(lines: list[str]) -> list[str]:
    """Text of `format=flowed` as it was meant: stuffing gone, lines that end in a blank joined with what follows."""
    out: list[str] = []
    open_line = False
    for line in lines:
        text = line.removeprefix(" ") if not line.startswith("  ") or line[:2] == "  " else line
        if open_line:
            out[-1] += text
        else:
            out.append(text)
        open_line = text.endswith(" ") and text != "-- " and len(text) > 60
    return out
