"""A configuration file in, a `Config` out; what is wrong in it is told with its place and what may have been meant.

In: the path of a `gasmacro.toml` or `pyproject.toml`.  Rule: keys and values are checked against the one table of
options; paths in the file start from its folder, and those of a file that nobody named stay in its project.  Nothing
that a configuration says starts a program.
"""

from __future__ import annotations

import os
import re

from gasmacro.control.config import Config
from gasmacro.control.meant import meant
from gasmacro.control.options import BY_KEY, MODES, OPTIONS, SEVERITIES
from gasmacro.errors import ConfigError, UsageError
from gasmacro.source.files import below, read_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from gasmacro.control.options import Option
    from gasmacro.control.positions import Path, Places

# What a `pyproject.toml` with a table of ours must hold: a quick look that saves the reader for files without one.
_TABLE = re.compile(
    r"""^[ \t]*(?:\[[ \t]*["']?tool["']?[ \t]*(?:\]|\.[ \t]*["']?gasmacro["']?[ \t]*[\].])|["']?tool["']?[ \t]*[.=])""",
    re.MULTILINE,
)
_STRANGE = re.compile(r"[\\\[]|^!?$")  # what can be wrong in a pattern
_KINDS = {
    "text": "a text",
    "path": "a path",
    "boolean": "true or false",
    "texts": "a list of texts",
    "paths": "a list of paths",
    "patterns": "a list of patterns",
    "table": "a table from patterns to lists of rules",
}


def load(path: str, *, found: bool = False) -> Config:
    """The configuration that a file holds. Raises `ConfigError`, or `InputError` where it can't be read.

    `found`: the file was found by a search and named by nobody, so that its paths must not leave its project.
    """
    text = _decoded(path)
    prefix: Path = ("tool", "gasmacro") if os.path.basename(path) == "pyproject.toml" else ()
    table = _table(_parsed(text, path), prefix)
    if table is None:
        raise ConfigError("holds no [tool.gasmacro]: add the table, or leave out --config", file=path)
    return _Checker(path, text, prefix, found=found).config(table)


def holds(path: str) -> bool:
    """Whether a file configures gasmacro: a `pyproject.toml` does only with a table of ours."""
    if os.path.basename(path) != "pyproject.toml":
        return True
    text = _decoded(path)
    return bool(_TABLE.search(text)) and _table(_parsed(text, path), ("tool", "gasmacro")) is not None


def _decoded(path: str) -> str:
    data = read_named(path)
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("is no UTF-8, which TOML must be", file=path, line=line) from None


def _parsed(text: str, path: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = re.fullmatch(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
        words = said[1] if said else str(error)
        line, column = (int(said[2]), int(said[3])) if said and said[2] else (text.count("\n") + 1, 1)
        message = f"is no TOML: {words[:1].lower()}{words[1:]}"
        raise ConfigError(message, file=path, line=line, column=column) from None
    except RecursionError:
        raise ConfigError("is nested deeper than gasmacro follows", file=path) from None


def _table(found: Any, prefix: Path) -> Any:
    """The table at a path, None where there is none."""
    for key in prefix:
        if not isinstance(found, dict) or key not in found:
            return None
        found = found[key]
    return found


class _Checker:
    """Checks the values of one file."""

    def __init__(self, path: str, text: str, prefix: Path, *, found: bool) -> None:
        self.path = path
        self.text = text
        self.prefix = prefix
        self.folder = os.path.dirname(path)
        self.home = _repository(self.folder) if found else ""
        self.places: Places | None = None

    def config(self, table: Any) -> Config:
        """The configuration of a table."""
        if not isinstance(table, dict):
            raise self.error((), "[tool.gasmacro] must be a table")
        values: dict[str, Any] = {}
        origins: dict[str, str] = {}
        for key, value in table.items():
            option = BY_KEY.get(key)
            if option is None:
                known = [row.key for row in OPTIONS]
                raise self.error((key,), f"unknown key {key!r}{meant(key, known) or f': choose one of {_list(known)}'}")
            values[option.name] = self.value(option, value)
            line, _ = self.place((key,))
            origins[option.name] = f"{self.path}:{line}"
        if values.get("assemblers") == ():
            raise self.error(("assemblers",), f"names no assembler: {_example(BY_KEY['assemblers'])}, or leave it out")
        if "assemblers" in values and "arch" in values:
            self.known_together(values["assemblers"], values["arch"])
        return Config(**values, file=self.path, root=self.folder, origins=origins)

    def known_together(self, assemblers: Iterable[str], arch: str) -> None:
        """Every range must have a release that knows the architecture."""
        from gasmacro.targets.ranges import parse_range

        for index, text in enumerate(assemblers):
            try:
                parse_range(text, arch)
            except UsageError as error:
                raise self.error(("assemblers", index), error.message) from None

    def value(self, option: Option, value: Any) -> Any:
        """A value as `Config` takes it."""
        path: Path = (option.key,)
        kind = option.kind
        if kind == "boolean" and isinstance(value, bool):
            return value
        if kind in ("text", "path") and isinstance(value, str):
            self.check(option, value, path)
            return self.under(value, path) if kind == "path" and value else value
        if kind == "table" and isinstance(value, dict):
            for pattern in value:
                self.pattern(pattern.removeprefix("!"), (*path, pattern))
            return {pattern: self.texts(option, rules, (*path, pattern)) for pattern, rules in value.items()}
        if kind in ("texts", "paths", "patterns") and isinstance(value, list):
            texts = self.texts(option, value, path)
            if kind == "patterns":
                for index, pattern in enumerate(texts):
                    self.pattern(pattern, (*path, index))
            if kind == "paths":
                return tuple(self.under(text, (*path, index)) for index, text in enumerate(texts))
            return texts
        raise self.error(path, f"{option.key!r} takes {_KINDS[kind]}, not {_shown(value)}: {_example(option)}")

    def pattern(self, pattern: str, path: Path) -> None:
        """A pattern must be one; only what looks strange is worth asking the library."""
        if _STRANGE.search(pattern):
            from gasmacro.control.patterns import wrong

            if wrong(pattern):
                raise self.error(path, f"{pattern!r} is no pattern of .gitignore")

    def texts(self, option: Option, value: Any, path: Path) -> tuple[str, ...]:
        """A list of texts, each checked."""
        if not isinstance(value, list):
            raise self.error(path, f"{path[-1]!r} takes a list of texts, not {_shown(value)}: {_example(option)}")
        for index, text in enumerate(value):
            if not isinstance(text, str):
                raise self.error((*path, index), f"{option.key!r} takes texts, not {_shown(text)}: {_example(option)}")
            self.check(option, text, (*path, index))
        return tuple(value)

    def check(self, option: Option, text: str, path: Path) -> None:
        """The check of one text by the option's row."""
        try:
            checked(option.check, text)
        except UsageError as error:
            raise self.error(path, error.message) from None

    def under(self, text: str, path: Path) -> str:
        """A path of the file as seen from here."""
        seen = os.path.normpath(os.path.join(self.folder, text))
        if self.home and not below(os.path.realpath(seen), self.home):
            named = BY_KEY[str(path[0])].flag or "--config"
            raise self.error(path, f"{text!r} leads out of the project: name it on the command line, by {named}")
        return seen

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of a key or value."""
        if self.places is None:
            from gasmacro.control.positions import Places

            self.places = Places(self.text)
        return self.places.of((*self.prefix, *path))

    def error(self, path: Path, message: str) -> ConfigError:
        line, column = self.place(path)
        return ConfigError(message, file=self.path, line=line, column=column)


def checked(check: str, text: str) -> None:
    """Raises `UsageError` for a text that does not pass a check of the table: no range, no architecture, no rule."""
    if check == "range":
        from gasmacro.targets.ranges import parse_range

        parse_range(text)
    elif check == "arch" and text:
        from gasmacro.targets.arch import architecture

        architecture(text)
    elif check == "selector":
        from gasmacro.control.selection import codes

        codes(text)
    elif check == "mode" and text not in MODES:
        raise UsageError(f"unknown mode {text!r}: choose one of {', '.join(MODES)}")
    elif check == "severity" and text not in SEVERITIES:
        raise UsageError(f"unknown severity {text!r}: choose one of {', '.join(SEVERITIES)}")


def _repository(folder: str) -> str:
    """The real path of the repository that a folder is in, or of the folder itself."""
    here = top = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(here, ".git")):
        here, below_it = os.path.dirname(here), here
        if here == below_it:
            return top
    return here


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)


def _example(option: Option) -> str:
    return f"write {option.key} = {option.example}"


def _shown(value: Any) -> str:
    """A value's kind in TOML's words."""
    kinds = {bool: "a boolean", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date")
