"""Expands GNU-assembler macros as each release of GNU as and of LLVM would, and says where they part.

`expand` gives one assembler's expansion of a source, `check` the places where assemblers part, `check_paths` the same
for many files.  What they return is in `gasmacro.model` and `gasmacro.findings`, what they raise in `gasmacro.errors`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gasmacro.__about__ import __version__
    from gasmacro.api import Config, check, check_paths, expand
    from gasmacro.errors import ConfigError, GasmacroError, InputError, LimitError, UsageError
    from gasmacro.findings import Edit, Finding, Fix, Report, Trouble
    from gasmacro.model import At, Definition, Diagnostic, Expansion, Frame, Statement

__all__ = [
    "At",
    "Config",
    "ConfigError",
    "Definition",
    "Diagnostic",
    "Edit",
    "Expansion",
    "Finding",
    "Fix",
    "Frame",
    "GasmacroError",
    "InputError",
    "LimitError",
    "Report",
    "Statement",
    "Trouble",
    "UsageError",
    "__version__",
    "check",
    "check_paths",
    "expand",
]

# Each public name's home: `import gasmacro` loads none of them, the first use of a name loads its own.
_HOMES = {
    "__about__": ("__version__",),
    "api": ("Config", "check", "check_paths", "expand"),
    "errors": ("ConfigError", "GasmacroError", "InputError", "LimitError", "UsageError"),
    "findings": ("Edit", "Finding", "Fix", "Report", "Trouble"),
    "model": ("At", "Definition", "Diagnostic", "Expansion", "Frame", "Statement"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            module = __import__(f"gasmacro.{home}", fromlist=[name])
            value = globals()[name] = getattr(module, name)
            return value
    raise AttributeError(f"module 'gasmacro' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
