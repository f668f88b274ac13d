"""Make the corpus: `python -m tests.corpus.fetch [--set NAME]... [--names] [--list]`.

In: names of sets, or the start of their names ("linux", "linux-x86", "codec").  Out: preprocessed files and
manifests under `$GASMACRO_CORPUS`.  Rule: needs Debian's apt, dpkg, gcc, make, perl, xz and bzip2, and
the network; installs nothing.
"""

from __future__ import annotations

import argparse
import functools
import subprocess
import sys
import time
from collections.abc import Callable

from tests.corpus import linux, names, projects
from tests.corpus.store import Manifest, home

DEFAULT = ("linux-x86", "linux-arm", "linux-riscv", "codec")


def sets() -> dict[str, Callable[[], Manifest]]:
    """Every set by name."""
    kernels = {name: functools.partial(linux.fetch, name) for name in linux.KERNELS}
    return {**kernels, **{name: functools.partial(projects.fetch, name) for name in projects.PROJECTS}}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.fetch", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--set", action="append", help=f"a set, or the start of its name; default: {', '.join(DEFAULT)}"
    )
    parser.add_argument("--all", action="store_true", help="every set")
    parser.add_argument(
        "--names", action="store_true", help="the sets of the committed list of names that are not there yet"
    )
    parser.add_argument("--list", action="store_true", help="name the sets and stop")
    options = parser.parse_args(arguments)
    every = sets()
    if options.list:
        print("\n".join(every))
        return 0
    wanted = tuple(options.set or DEFAULT)
    chosen = [name for name in every if options.all or name.startswith(wanted)]
    if options.names:
        chosen = names.missing()
        if not chosen:
            print(f"all of {len(names.listed())} listed files are in {home()}")
            return 0
    if not chosen:
        parser.error(f"no set is called {', '.join(wanted)}; --list names them")
    failures = 0
    for name in chosen:
        start = time.monotonic()
        try:
            manifest = every[name]()
        except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
            failures += 1
            print(f"{name}: {error}", file=sys.stderr)
            continue
        manifest.write()
        spent = time.monotonic() - start
        print(
            f"{name}: {len(manifest.sources)} files, {len(manifest.failed)} not preprocessed ({spent:.0f} s)",
            flush=True,
        )
    print(f"in {home()}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
