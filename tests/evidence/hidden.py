r"""Fixes where the C preprocessor hides what stands in a file: never at a wrong place.

    python -m tests.evidence.hidden [--count N] [--seed N]

In: the public reports, their lines put behind C macros, joined lines, comments, conditionals and includes at random.
Out: each case that went wrong, and counts; status 1 if one did.  Rule: `check --fix` changes only files that were
named and no line that the preprocessor takes; of what `gcc -E` makes of the source afterwards, the newest GNU as makes
the object it made before (with safe fixes), or accepts it as before; and what it calls clean all assemblers read.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from gasmacro.cli.main import main as command_line
from tests.evidence.incidents import Incident, incidents
from tests.oracles.assemblers import assemble, assemblers

_BLANK = re.compile(r"[ \t]+")
_WORD = re.compile(r"(?<![\w.\\$%])[A-Za-z]\w*(?!\w)")
_CALL = re.compile(r"(\s*[^\s.]\S*\s+)([^,\s]+)(.*)")
MODES = ("written", "preprocessed", "auto")


def hidden(source: str, random: Random) -> dict[str, str]:
    """The source with some lines hidden, as `x.S`, and the files that it includes."""
    defined: list[str] = []
    files: dict[str, str] = {}
    lines = []
    for number, line in enumerate(source.split("\n")):
        kind = random.choice(KINDS) if line.strip() and line.lstrip()[:1] not in ("#", "/") else ""
        lines.append(_hidden(line, kind, number, random, defined, files))
    return {"x.S": "\n".join([*defined, *lines]), **files}


KINDS = ("macro", "word", "joined", "comment", "call", "arm", "include", "", "")


def _hidden(line: str, kind: str, number: int, random: Random, defined: list[str], files: dict[str, str]) -> str:
    """A line hidden in one way; what that takes goes to the macros `defined` and the `files`."""
    if kind == "macro":
        defined.append(f"#define S{number} {line.strip()}")
        return f" S{number}"
    if kind == "word" and (words := _WORD.findall(line)):
        word = random.choice(words)
        defined.append(f"#define W{number} {word}")
        return re.sub(rf"(?<![\w.\\$%]){word}(?!\w)", f"W{number}", line)
    if kind in ("joined", "comment") and (gaps := list(_BLANK.finditer(line))):
        at = random.choice(gaps).start()
        return line[:at] + (" \\\n" if kind == "joined" else " /* c */") + line[at:]
    if kind == "call" and (found := _CALL.fullmatch(line)):
        defined.append(f"#define F{number}(x) {found[1].strip()} x {found[3]}")
        return f" F{number}({found[2]})"
    if kind == "arm" and ".macro" not in line and ".end" not in line:
        return f"#if 1\n{line}\n#else\n{line}\n#endif"
    if kind == "include":
        files[f"part{number}.h"] = f"{line}\n"
        return f'#include "part{number}.h"'
    return line


def taken(text: str) -> list[str]:
    """The lines of a text that the preprocessor takes."""
    found = []
    taking = joined = False
    for line in text.split("\n"):
        taking = taking if joined else line.lstrip()[:1] == "#"
        joined = line.endswith("\\")
        if taking:
            found.append(line)
    return found


def _run(arguments: list[str], folder: Path) -> tuple[str, str]:
    """What the command says, on both streams."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    streams = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
    with contextlib.chdir(folder), streams[0], streams[1], contextlib.suppress(SystemExit):
        command_line(arguments)
    out.seek(0)
    err.seek(0)
    return out.read(), err.read()


def _preprocessed(files: dict[str, str], folder: Path) -> bytes:
    for name, text in files.items():
        (folder / name).write_text(text)
    command = ["gcc", "-E", "-P", "-x", "assembler-with-cpp", "x.S"]
    return subprocess.run(command, capture_output=True, cwd=folder, check=False).stdout


def wrong(incident: Incident, random: Random) -> tuple[str, bool, dict[str, str]]:
    """What is wrong with one case ("" if nothing), whether a file was changed, and the files."""
    before = hidden(incident.source, random)
    named = ["x.S", *(name for name in before if name != "x.S" and random.randrange(2))]
    unsafe = random.randrange(2) == 1
    arch = incident.fixture.arch
    with tempfile.TemporaryDirectory(prefix="gasmacro-hidden-") as place:
        folder = Path(place)
        for name, text in before.items():
            (folder / name).write_text(text)
        ranges = ("--as", "gas@2.35+", "--as", "clang@9+", "--arch", arch, "--mode", random.choice(MODES))
        fixes = ("--fix", "--unsafe-fixes") if unsafe else ("--fix",)
        told, said = _run(["check", "--isolated", "--no-cache", "--format", "concise", *ranges, *fixes, *named], folder)
        after = {path.name: path.read_text() for path in folder.iterdir()}
        if "mistake of gasmacro's own" in said or before.keys() != after.keys():
            return said or "other files", False, before
        changed = [name for name in before if before[name] != after[name]]
        if not changed:
            return "", False, before
        if set(changed) - set(named) or any(taken(before[name]) != taken(after[name]) for name in changed):
            return f"changed what it may not: {changed}", True, before
        texts = _preprocessed(before, folder), _preprocessed(after, folder)
    known = assemblers(arch)
    newest = [each for each in known.values() if each.family == "gas"][-1]
    first, second = (assemble(text, newest, name="x.s") for text in texts)
    if first.accepted and (not second.accepted or (not unsafe and first.object != second.object)):
        return "GNU as makes another object of it", True, after
    rejecting = [] if told or len(after) > 1 else [n for n, a in known.items() if not assemble(texts[1], a).accepted]
    clean = not rejecting or len(rejecting) == len(known)
    return "" if clean else f"called clean, rejected by {', '.join(rejecting)}", True, after


def main(arguments: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.evidence.hidden")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    known = [each for each in incidents() if each.parts]
    counts: Counter[str] = Counter()
    for number in range(options.count):
        random = Random(f"hidden {options.seed} {number}")
        incident = random.choice(known)
        what, changed, files = wrong(incident, random)
        counts["changed"] += changed
        counts["wrong"] += bool(what)
        if what:
            print(f"{number} {incident.fixture.name}: {what}")
            print("\n".join(f"--- {name}\n{text}" for name, text in files.items()))
    print(f"{options.count} sources, {counts['changed']} changed by fixes, {counts['wrong']} wrong")
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
