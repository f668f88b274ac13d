"""Reports as JSON and back, for the cache.

In: a `Report`.  Out: a text from which the same report can be made.  Rule: an object is a JSON object with its class's
name under "is"; its fields are whatever the class has, so that a new one needs no change here.  Nothing is ever made
but the values of `gasmacro.findings` and `gasmacro.model`.
"""

from __future__ import annotations

import json

from gasmacro import findings, model
from gasmacro.findings import Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CLASSES = {
    **{name: getattr(findings, name) for name in ("Report", "Finding", "Fix", "Edit", "Trouble")},
    **{name: getattr(model, name) for name in ("Frame", "Definition")},
}


def written(report: Report, others: dict[str, tuple[str, str]]) -> str:
    """The row of a report and of the `others` that it hangs on: path to what it is and the digest of what it holds."""
    row = {"report": _plain(report), "others": {path: list(state) for path, state in others.items()}}
    return json.dumps(row, separators=(",", ":"))


def read(row: str) -> tuple[Report, dict[str, tuple[str, str]]]:
    """A row's report and the files it hangs on. Raises ValueError for what is no row."""
    try:
        found = json.loads(row)
        report = _made(found["report"])
        others = {str(path): (str(real), str(content)) for path, (real, content) in found["others"].items()}
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no row: {error}") from error
    if not isinstance(report, Report):
        raise ValueError("no row: it holds no report")  # noqa: TRY004 - of what was read, not of an argument
    return report, others


def _plain(value: Any) -> Any:
    name = type(value).__name__
    if _CLASSES.get(name) is type(value):
        fields = type(value).__slots__ or type(value).__match_args__
        return {"is": name, **{field: _plain(getattr(value, field)) for field in fields}}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {"is": "dict", "of": [[_plain(name), _plain(each)] for name, each in value.items()]}
    return value


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return tuple([_made(each) for each in value])
    if not isinstance(value, dict):
        return value
    fields = dict(value)
    name = fields.pop("is")
    if name == "dict":
        return {_made(key): _made(each) for key, each in fields["of"]}
    return _CLASSES[name](**{field: _made(each) for field, each in fields.items()})
