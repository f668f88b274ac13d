"""Builds the man page into wheels, so that it is always of the commands that the wheel has."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPage(BuildHookInterface):  # type: ignore[type-arg]
    """Makes `share/man/man1/gasmacro.1` of the commands."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Writes the page beside the build's other files. An editable install has none."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from gasmacro.cli.manual import page
        finally:
            sys.path.remove(self.root)
        path = Path(self.directory) / "man" / "gasmacro.1"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(), encoding="utf-8")
        build_data["shared_data"][str(path)] = "share/man/man1/gasmacro.1"
