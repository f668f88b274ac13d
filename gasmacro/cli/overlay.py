"""Options of the command line laid over what a configuration file says.

In: a command's options, each under the name of the configuration's option that it stands for.  Out: a function from one
`Config` to another.  Rule: what was given wins; `--extend-...`, `--ignore` and
`--per-file-ignores` add to the file, `--select` begins anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gasmacro.control.options import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gasmacro.control.config import Config

_ADDING = frozenset(("include_dirs", "defines", "undefines", "extend_select", "ignore", "extend_exclude"))
_CHECKED = frozenset(("selector", "severity"))


def laid_over(options: dict[str, Any]) -> Callable[[Config], Config]:
    """What lays the given options over a configuration. Raises `UsageError` for a value that is none."""
    given = {
        option: options[option.name]
        for option in OPTIONS
        if options.get(option.name) is not None and options[option.name] != ()
    }
    for option, value in given.items():
        if option.check in _CHECKED:
            from gasmacro.control.load import checked

            for text in _texts(value):
                checked(option.check, text)

    values = {option.name: value for option, value in given.items()}
    defined, undefined = ([_name(text) for text in values.get(name, ())] for name in ("defines", "undefines"))

    def over(config: Config) -> Config:
        if defined or undefined:
            config = config.replaced(
                defines=_without(config.defines, undefined), undefines=_without(config.undefines, defined)
            )
        if any(option.name == "select" for option in given):
            config = config.replaced(extend_select=(), ignore=())
        for option, value in given.items():
            whole = value
            if isinstance(value, dict):
                whole = {**getattr(config, option.name), **value}
            elif option.name in _ADDING:
                whole = (*getattr(config, option.name), *value)
            config = config.replaced(option.flag, **{option.name: whole})
        return config

    return over


def _texts(value: Any) -> Iterable[str]:
    """The texts of an option's value that its check is for."""
    if isinstance(value, dict):
        return (text for texts in value.values() for text in texts)
    return (value,) if isinstance(value, str) else value


def settled(given: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is defined and what is not at the end of `-D` and `-U` ("defines" or "undefines", and the text), of which
    the last that says something of a name counts."""
    last: dict[str, tuple[str, str]] = {}
    for kind, text in given:
        last.pop(_name(text), None)
        last[_name(text)] = kind, text
    return (
        tuple(text for kind, text in last.values() if kind == "defines"),
        tuple(text for kind, text in last.values() if kind == "undefines"),
    )


def _without(texts: Iterable[str], names: list[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if _name(text) not in names)


def _name(text: str) -> str:
    """The name in `NAME`, `NAME=VALUE` or `NAME(FORMALS)=VALUE`."""
    return re.split(r"[=(]", text, maxsplit=1)[0]
