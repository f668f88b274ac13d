"""The JSON schema of the configuration, made of the table of options.

In: nothing.  Out: the schema as objects, for editors and validators (`gasmacro config --schema` prints it; it is
committed as docs/schema/gasmacro.json).
"""

from __future__ import annotations

from gasmacro.control.options import MODES, OPTIONS, SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gasmacro.control.options import Option


def schema() -> dict[str, Any]:
    """The schema of a `gasmacro.toml`, and of the `[tool.gasmacro]` of a `pyproject.toml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gasmacro",
        "description": "gasmacro.toml, or [tool.gasmacro] in pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {option.key: _property(option) for option in OPTIONS},
    }


def _property(option: Option) -> dict[str, Any]:
    text = _text(option)
    listed = {"type": "array", "items": text}
    kinds: dict[str, dict[str, Any]] = {
        "text": text,
        "path": text,
        "boolean": {"type": "boolean"},
        "texts": listed,
        "paths": listed,
        "patterns": listed,
        "table": {"type": "object", "additionalProperties": listed},
    }
    default = list(option.default) if isinstance(option.default, tuple) else option.default
    return {"description": option.meaning, **kinds[option.kind], "default": default}


def _text(option: Option) -> dict[str, Any]:
    """What a single text of an option is; architectures are listed, rules by the form of their codes and names."""
    if option.check == "arch":
        from gasmacro.targets.arch import names

        return {"type": "string", "enum": ["", *names()]}
    if option.check == "mode":
        return {"type": "string", "enum": list(MODES)}
    if option.check == "severity":
        return {"type": "string", "enum": list(SEVERITIES)}
    if option.check == "selector":
        return {"type": "string", "pattern": "^(?:[Aa][Ll][Ll]|[Gg][Mm][0-9]{0,3}|[a-z]+(?:-[a-z]+)*)$"}
    return {"type": "string"}
