"""Options of the command line laid over what a configuration file says.

In: a command's options, each under the name of the configuration's option that it stands for.  Out: a function from one
`Config` to another.  Rule: what was given wins; `--extend-...` and `--ignore` add to the file, `--select` begins anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gasmacro.control.options import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

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

            for text in (value,) if isinstance(value, str) else value:
                checked(option.check, text)

    def over(config: Config) -> Config:
        if any(option.name == "select" for option in given):
            config = config.replaced(extend_select=(), ignore=())
        for option, value in given.items():
            adding = option.name in _ADDING
            whole = (*getattr(config, option.name), *value) if adding else value
            config = config.replaced(option.flag, **{option.name: whole})
        return config

    return over
