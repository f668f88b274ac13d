"""What a test marked `live` needs: the real assemblers. Without them it fails in CI; elsewhere it is skipped."""

from __future__ import annotations

import os

import pytest

from tests.oracles.assemblers import assemblers, home

os.environ["GASMACRO_CACHE"] = "0"  # what a test checks is checked, unless it asks for a cache of its own


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Look for the assemblers before a live test."""
    if item.get_closest_marker("live") is None or assemblers():
        return
    why = f"no assemblers in {home()}: run tests/oracles/install"
    if os.environ.get("CI"):
        pytest.fail(why, pytrace=False)
    pytest.skip(why)
