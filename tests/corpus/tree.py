"""Findings in a whole tree that nobody configured, each held against the real assemblers.

    python -m tests.corpus.tree [TREE] [--jobs N] [--report FILE]

In: the root of a tree (default: the kernel that `fetch` unpacked), or a report of `check --format json` in it.  Out: a
table with a row for each finding: what was asked of the assemblers, and what they say; status 1 where they do not say
what the finding says, or nobody has written down what to ask.  Rule: a probe is the lines of the file itself and those
of `headers`, without their includes, behind `clang -E`, with a call where nobody calls the macro in question; all
releases that know the architecture are asked.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gasmacro.targets.arch import architecture
from tests.corpus import toolchain
from tests.corpus.store import home
from tests.oracles.assemblers import assemble, assemblers

ROOT = Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Probe:
    """What shows a finding of `rule` in `file` true: the lines of `headers`, then `text` (the statement found: `{}`).

    `at` is in the line of the finding; `defines` go to the preprocessor; `says` has what each family makes of it:
    "accepts" or "rejects", and `words` are in what a family that rejects says.
    """

    file: str
    rule: str
    arch: str
    says: Mapping[str, str]
    at: str = ""
    headers: tuple[str, ...] = ()
    text: str = " {}\n"
    defines: tuple[str, ...] = ()
    words: str = ""

    def shows(self, finding: Mapping[str, Any], line: str) -> bool:
        """Whether it is for a finding, `line` being what it stands in."""
        return (self.file, self.rule) == (finding["file"], finding["rule"]) and self.at in line


_BOTH = {"gas": "rejects", "clang": "rejects"}
_GAS = {"gas": "accepts", "clang": "rejects"}
_MT = ".set micromips\n .set mips32r2\n .set mt\n {}\n"  # as CONFIG_CPU_MICROMIPS has it compiled
_MIPS = "arch/mips/include/asm/asmmacro.h"

PROBES = (
    Probe(
        "arch/loongarch/include/asm/alternative-asm.h", "GM902", "loongarch64", _BOTH,
        headers=("arch/loongarch/include/asm/alternative-asm.h",), text=" ALTERNATIVE_2 nop, nop, 1, nop, 2\n",
        words="too many positional arguments",
    ),
    Probe(
        "arch/s390/include/asm/fpu-insn-asm.h", "GM902", "s390x", _BOTH,
        headers=("arch/s390/include/asm/fpu-insn-asm.h",), text=" VREPIG %v1, 2\n", defines=("__ASM_S390_FPU_INSN_H",),
    ),
    Probe("arch/mips/kernel/cps-vec.S", "GM601", "mips", _GAS, headers=(_MIPS,), text=_MT,
          defines=("CONFIG_CPU_MICROMIPS",)),
    Probe("drivers/scsi/arm/acornscsi-io.S", "GM812", "arm", _GAS, at="LOADREGS",
          text="#define LOADREGS(t, r, l...) ldm##t r, l\n {}\n"),
    Probe("drivers/scsi/arm/acornscsi-io.S", "GM812", "arm", _GAS),
)  # fmt: skip


def source(probe: Probe, statement: str, tree: Path) -> str:
    """The text that the assemblers are asked about, behind clang's preprocessor."""
    lines = [
        line
        for header in probe.headers
        for line in (tree / header).read_text("utf-8").splitlines()
        if not re.match(r"\s*#\s*include", line)
    ]
    text = "\n".join(lines) + "\n" + probe.text.format(statement.strip())
    target = f"--target={architecture(probe.arch).triple}"
    macros = [f"-D{name}" for name in ("__ASSEMBLY__", *probe.defines)]
    command = [*toolchain.clang(), target, "-E", "-P", *macros, "-x", "assembler-with-cpp", "-"]
    done = subprocess.run(command, input=text, env=toolchain.environment(), capture_output=True, text=True, check=True)
    return done.stdout


def answers(probe: Probe, text: str) -> dict[str, set[str]]:
    """What each family's releases make of a text: "accepts", "rejects", and the first words of a rejection."""
    found: dict[str, set[str]] = {}
    for assembler in assemblers(probe.arch).values():
        made = assemble(text, assembler)
        errors = [each.text for each in made.messages if each.severity == "error"]
        says = "accepts" if made.accepted else f"rejects: {errors[0] if errors else 'dies'}"
        found.setdefault(assembler.family, set()).add(says)
    return found


def told(probe: Probe, found: Mapping[str, set[str]]) -> bool:
    """Whether the assemblers say what a probe expects of them."""
    return all(
        found.get(family) and all(each.partition(":")[0] == says for each in found[family])
        for family, says in probe.says.items()
    )


def findings(tree: Path, jobs: int, report: Path | None) -> Mapping[str, Any]:
    """The report of `check` in a tree."""
    if report is not None:
        return dict(json.loads(report.read_text("utf-8")))
    command = [
        sys.executable,
        "-m",
        "gasmacro",
        "check",
        ".",
        "--no-respect-gitignore",
        "--no-cache",
        "--format",
        "json",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, "-j", str(jobs)], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1, 2) or not done.stdout:
        raise SystemExit(f"check failed: {done.stderr.strip()[-400:]}")
    return dict(json.loads(done.stdout))


def rows(
    found: Sequence[Mapping[str, Any]], tree: Path, probes: Iterable[Probe] = PROBES
) -> list[tuple[str, str, str, bool]]:
    """A row for each finding: where, what was asked, what was said, whether that shows it."""
    made = []
    known: dict[str, dict[str, set[str]]] = {}
    for finding in found:
        line = (tree / finding["file"]).read_text("utf-8", "surrogateescape").splitlines()[finding["line"] - 1]
        place = f"`{finding['file']}:{finding['line']}` {finding['rule']}"
        probe = next((each for each in probes if each.shows(finding, line)), None)
        if probe is None:
            made.append((place, "nothing", "", False))
            continue
        text = source(probe, line, tree)
        if text not in known:
            known[text] = answers(probe, text)
        said = known[text]
        words = "; ".join(f"{family} {', '.join(sorted(each))}" for family, each in said.items())
        asked = probe.text.format(line.strip()).strip().splitlines()[-1].strip()
        made.append((place, f"`{' '.join(asked.split())}` ({probe.arch})", words, told(probe, said)))
    return made


def main(arguments: list[str] | None = None) -> int:
    """Check, probe, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.tree", description=__doc__.splitlines()[0])
    parser.add_argument("tree", nargs="?", type=Path, default=home() / "sources" / "linux-source-6.12")
    parser.add_argument("--jobs", type=int, default=0, help="processes of check (default: one a core)")
    parser.add_argument("--report", type=Path, help="a report of `check --format json`, instead of a run")
    options = parser.parse_args(arguments)
    report = findings(options.tree, options.jobs, options.report)
    table = rows(report["findings"], options.tree)
    print(f"{report['files']} files, {len(table)} findings, {len(report['errors'])} errors\n")
    print("| finding | asked of every release | what they say | shown |\n|---|---|---|---|")
    for place, asked, said, shown in table:
        print(f"| {place} | {asked} | {said} | {'yes' if shown else '**no**'} |")
    for error in report["errors"]:
        print(f"error: {error['file']}:{error['line']}: {error['message']}")
    return 1 if report["errors"] or not all(shown for *_, shown in table) else 0


if __name__ == "__main__":
    sys.exit(main())
