"""The one table of options that a configuration may hold; its keys, its checks, its schema and its page come from it.

In: nothing.  Out: `OPTIONS`, a row for each key: what kind of value it takes, what holds without it, what it means, and
which check its values must pass.  A new option is a new row and an attribute of `Config`.
"""

from __future__ import annotations

from gasmacro.targets.ranges import DEFAULT_RANGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SEVERITIES = ("error", "warning", "note")
MODES = ("auto", "written", "preprocessed")
# Folders that no search enters, whatever stands in them is not the project's own source.
EXCLUDED = (
    ".bzr .direnv .eggs .git .hg .mypy_cache .nox .pc .pytest_cache .ruff_cache .svn .tox .venv .vscode"
    " __pypackages__ node_modules site-packages venv"
).split()


class Option:
    """A row: the `key` as a file spells it, the `kind` of its value ("text", "texts", "boolean", "path", "paths",
    "patterns", "table"), its `default`, its `meaning` in one sentence, the `check` that each of its texts must pass (""
    for none), the `flag` of the command line that stands for it ("" for none), and an `example` in TOML."""

    __slots__ = ("check", "default", "example", "flag", "key", "kind", "meaning")

    def __init__(
        self, key: str, kind: str, default: Any, meaning: str, *, check: str = "", flag: str = "", example: str = ""
    ) -> None:
        self.key = key
        self.kind = kind
        self.default = default
        self.meaning = meaning
        self.check = check
        self.flag = flag
        self.example = example

    @property
    def name(self) -> str:
        """The attribute of `Config` that holds it."""
        return self.key.replace("-", "_")


OPTIONS = (
    Option(
        "assemblers",
        "texts",
        DEFAULT_RANGES,
        "The assemblers to check for: ranges of releases, or presets.",
        check="range",
        flag="--as",
        example='["gas@2.38+", "clang@14..19"]',
    ),
    Option(
        "arch",
        "text",
        "",
        "The architecture; without one that of a file's flags, of its tree, or x86_64.",
        check="arch",
        flag="--arch",
        example='"aarch64"',
    ),
    Option(
        "include-dirs",
        "paths",
        (),
        "Folders in which included files are looked for as well.",
        flag="-I",
        example='["include", "arch/x86/include"]',
    ),
    Option(
        "defines", "texts", (), "Names that are defined, `NAME` or `NAME=VALUE`.", flag="-D", example='["CONFIG_SMP=1"]'
    ),
    Option("undefines", "texts", (), "Names that are not defined.", flag="-U", example='["CONFIG_XEN"]'),
    Option(
        "mode",
        "text",
        "auto",
        'How C preprocessor lines are read: "written", "preprocessed", or "auto", the latter where flags are known.',
        check="mode",
        flag="--mode",
        example='"preprocessed"',
    ),
    Option(
        "select",
        "texts",
        ("ALL",),
        "The rules that count: codes, beginnings of codes, names, or `ALL`.",
        check="selector",
        flag="--select",
        example='["GM1", "doubled-immediate-prefix"]',
    ),
    Option(
        "extend-select",
        "texts",
        (),
        "Rules that count as well; a note that is named here is told.",
        check="selector",
        flag="--extend-select",
        example='["GM110"]',
    ),
    Option(
        "ignore",
        "texts",
        (),
        "Rules that do not count. The longer of two codes that fit a rule decides; of equal ones this.",
        check="selector",
        flag="--ignore",
        example='["GM901"]',
    ),
    Option(
        "per-file-ignores",
        "table",
        {},
        "Rules that do not count in files that a pattern fits; `!` before a pattern means all other files.",
        check="selector",
        flag="--per-file-ignores",
        example='{ "vendor/" = ["ALL"], "*.inc" = ["GM601"] }',
    ),
    Option(
        "severity",
        "text",
        "warning",
        'The least severity that is told: "error", "warning" or "note".',
        check="severity",
        flag="--severity",
        example='"note"',
    ),
    Option(
        "exclude",
        "patterns",
        tuple(EXCLUDED),
        "Files and folders that a search passes over, as patterns of `.gitignore`.",
        flag="--exclude",
        example='["third_party/", "*.generated.S"]',
    ),
    Option(
        "extend-exclude",
        "patterns",
        (),
        "Files and folders that a search passes over besides those of `exclude`.",
        flag="--extend-exclude",
        example='["third_party/"]',
    ),
    Option(
        "respect-gitignore",
        "boolean",
        True,
        "Whether a search passes over what `.gitignore` files name.",
        flag="--respect-gitignore",
        example="false",
    ),
    Option(
        "force-exclude",
        "boolean",
        False,
        "Whether excludes hold for files that are named on the command line too, as a hook names them.",
        flag="--force-exclude",
        example="true",
    ),
    Option(
        "flags",
        "boolean",
        True,
        "Whether the flags of builds and what is known of trees count where they are found.",
        flag="--flags",
        example="false",
    ),
    Option("stubs", "paths", (), "Files or folders with stubs of the project's own macros.", example='["asm/stubs"]'),
    Option(
        "baseline",
        "path",
        "",
        "A file with findings that are known and not told again.",
        flag="--baseline",
        example='"gasmacro-baseline.json"',
    ),
)

BY_KEY = {option.key: option for option in OPTIONS}
