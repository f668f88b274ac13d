"""Measure: `python -m tests.benchmarks.run [NAME...]` prints one table per benchmark.

In: names of benchmarks (all without).  Out: Markdown on standard output.  Rule: each module of this package that has
`rows` is a benchmark under its own name; numbers are for a quiet machine, and only ratios travel.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from types import ModuleType

import tests.benchmarks
from tests.benchmarks.measure import table


def benchmarks() -> dict[str, ModuleType]:
    """Every benchmark by name."""
    names = [each.name for each in pkgutil.iter_modules(tests.benchmarks.__path__) if each.name != "run"]
    modules = {name: importlib.import_module(f"tests.benchmarks.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "rows")}


def main(arguments: list[str] | None = None) -> int:
    every = benchmarks()
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run", description=__doc__.splitlines()[0])
    parser.add_argument("name", nargs="*", help=f"of {', '.join(every)}")
    parser.add_argument("--rounds", type=int, default=7, help="turns that count (default 7)")
    options = parser.parse_args(arguments)
    if unknown := set(options.name) - every.keys():
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(every)}")
    failures = 0
    for name in options.name or every:
        print(f"## {name}\n\n{(every[name].__doc__ or '').splitlines()[0]}\n", flush=True)
        try:
            print(f"{table(every[name].rows(options.rounds))}\n", flush=True)
        except RuntimeError as error:
            failures += 1
            print(f"not measured: {error}\n", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
