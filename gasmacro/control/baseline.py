"""The baseline: findings that are known, kept in a file, and not told again.

In: findings and a file.  Out: the findings that are new, and the file brought up to date.  Rule: findings are known by
their fingerprints, so that one stays known when its line moves and is told again when its statement changes; paths in
the file start from its folder.
"""

from __future__ import annotations

import os

from gasmacro.control.fingerprints import fingerprints, statement, told_from
from gasmacro.errors import ConfigError, InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import Any

    from gasmacro.findings import Finding

_FIELDS = ("fingerprint", "rule", "file", "text")
SCHEMA = 1


class Baseline:
    """The known findings of one file, by fingerprint. Raises `ConfigError` for a file that is no baseline, `InputError`
    where it can't be read; `new` begins an empty one where there is no file."""

    def __init__(self, path: str, *, new: bool = False) -> None:
        self.path = path
        self._root = os.path.dirname(path)
        self._rows: dict[str, dict[str, str]] = {}
        if not new or os.path.lexists(path):
            self._rows = {row["fingerprint"]: row for row in _rows(path)}

    def sift(
        self, findings: Iterable[Finding], line: Callable[[str, int], str | None], checked: Collection[str]
    ) -> tuple[list[Finding], int]:
        """The findings that are not known, and how many known ones of the `checked` files are gone."""
        fresh: list[Finding] = []
        met: set[str] = set()
        for finding, print_ in fingerprints(findings, line, self._root):
            met.add(print_)
            if print_ not in self._rows:
                fresh.append(finding)
        files = {told_from(file, self._root) for file in checked}
        return fresh, sum(row["file"] in files and print_ not in met for print_, row in self._rows.items())

    def update(
        self, findings: Iterable[Finding], line: Callable[[str, int], str | None], checked: Collection[str]
    ) -> None:
        """Takes in all findings, and lets go of those in `checked` files that are gone."""
        files = {told_from(file, self._root) for file in checked}
        rows = {print_: row for print_, row in self._rows.items() if row["file"] not in files}
        for finding, print_ in fingerprints(findings, line, self._root):
            values = (print_, finding.rule, told_from(finding.file, self._root), statement(finding, line))
            rows[print_] = dict(zip(_FIELDS, values, strict=True))
        self._rows = rows
        self._write()

    def __len__(self) -> int:
        return len(self._rows)

    def _write(self) -> None:
        import json

        from gasmacro.source.files import read_named
        from gasmacro.source.replace import replace

        rows = sorted(self._rows.values(), key=lambda row: (row["file"], row["rule"], row["text"], row["fingerprint"]))
        data = (json.dumps({"schema": SCHEMA, "findings": rows}, indent=1) + "\n").encode()
        if os.path.lexists(self.path):
            replace(self.path, data, read_named(self.path))
            return
        try:
            with open(self.path, "xb") as stream:
                stream.write(data)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise InputError(f"can't be written: {reason}", file=self.path) from None


def _rows(path: str) -> list[dict[str, str]]:
    import json

    from gasmacro.source.files import read_named

    try:
        data = read_named(path)
    except InputError as error:
        hint = "" if os.path.lexists(path) else ": `--update-baseline` writes it"
        raise InputError(f"{error.message}{hint}", file=path) from None
    try:
        document: Any = json.loads(data)
    except json.JSONDecodeError as error:
        raise ConfigError(
            f"is no JSON: {error.msg.lower()}", file=path, line=error.lineno, column=error.colno
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise ConfigError("is no JSON", file=path) from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise ConfigError(f'is no baseline of this gasmacro: it has no "schema": {SCHEMA}', file=path)
    rows = document.get("findings")
    if not isinstance(rows, list) or not all(map(_whole, rows)):
        raise ConfigError(f"is no baseline: each finding has {', '.join(_FIELDS)}", file=path)
    return [{field: row[field] for field in _FIELDS} for row in rows]


def _whole(row: object) -> bool:
    return isinstance(row, dict) and all(isinstance(row.get(field), str) for field in _FIELDS)
