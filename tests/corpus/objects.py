"""Objects of preprocessed `.S` files and of our expansions of them: `python -m tests.corpus.objects [--sample N]`.

In: the manifests that `fetch` wrote, the compilers that made them, clang 19, assemblers.  Out: a table, and each file
whose objects differ; status 1 when any does.  Rule: GNU as gets what gcc writes of the file, LLVM what clang writes;
gasmacro gets the file itself and the same flags; the same assembler makes the same object of both, to the byte.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from gasmacro.errors import GasmacroError
from gasmacro.pipeline.expanding import expand_under
from gasmacro.source.files import decode
from gasmacro.verify.ask import COULD_NOT
from gasmacro.verify.judge import AGREED, with_text, without_text
from gasmacro.verify.programs import Assembler
from tests.corpus.compare import with_options
from tests.corpus.run import sample
from tests.corpus.spacing import compilers, given, parsed, real
from tests.corpus.store import Source, home, sources
from tests.oracles.assemblers import assemble, assemblers

REFUSED = "refused by the preprocessor"


def compare(source: Source, assembler: Assembler) -> tuple[str, str]:
    """How the two objects of one file compare: a kind of `gasmacro.verify`, and a detail."""
    path = os.path.normpath(os.path.join(source.folder, source.origin))
    setting, machine = parsed(source.command, source.folder)
    compiler = compilers(source, machine).get(assembler.family)
    expected = real(compiler, setting, path, source.folder) if compiler is not None else None
    if compiler is None or expected is None:
        return REFUSED, ""
    with open(path, "rb") as stream:
        text = decode(stream.read())
    told = with_options(assembler, source)
    name, include = os.path.basename(path), [Path(each) for each in source.include]
    try:
        made = expand_under(text, given(source, assembler.family, compiler, setting), assembler.name, source.arch, path)
        output = made.text
    except GasmacroError as error:
        return COULD_NOT, str(error)
    outcome = assemble(expected, told, name=name, include=include)
    errors = [each.message for each in made.diagnostics if each.severity == "error"]
    early = without_text(made.accepted, outcome, errors)
    return early or with_text(made.exact, outcome, assemble(output, told, name=name, include=include))


def main(arguments: list[str] | None = None) -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.objects", description=__doc__)
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N files instead of all")
    parser.add_argument("--seed", type=int, default=0, help="which sample (default 0)")
    parser.add_argument("--set", action="append", default=[], help="only sets whose names start so")
    parser.add_argument("--match", default="", help="only files whose names hold this")
    parser.add_argument(
        "--as", dest="names", action="append", default=[], help="assemblers (default gas@2.44, clang@19)"
    )
    chosen = parser.parse_args(arguments)
    every = [each for each in sources(chosen.set) if chosen.match in each.name and each.command]
    if not every:
        parser.error(f"no such files in {home()}; python -m tests.corpus.fetch makes the corpus")
    counts: Counter[tuple[str, str]] = Counter()
    for source in sample(every, chosen.sample, chosen.seed) if chosen.sample else every:
        there = assemblers(source.arch)
        for name in chosen.names or ("gas@2.44", "clang@19"):
            if name not in there:
                continue
            kind, detail = compare(source, there[name])
            counts[name, kind] += 1
            if kind not in (*AGREED, REFUSED):
                print(f"{source.name} {name}: {kind}: {detail[:300]}", flush=True)
    for (name, kind), count in sorted(counts.items()):
        print(f"{name}: {count} {kind}")
    return 1 if any(kind not in (*AGREED, REFUSED) for _, kind in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
