"""Findings in a whole tree that nobody configured, each held against the real assemblers.

    python -m tests.corpus.tree [TREE] [--jobs N] [--report FILE]

In: the root of a tree (default: the kernel that `fetch` unpacked) or its name there, or a report of `check --format
json` in it.  Out: a table with a row for each finding: what was asked, and what is said; status 1 where that is not
what the finding says, or nobody has written down what to ask.  Rule: a row of `PROBES` has the lines of `headers`,
without their includes, or macros of theirs without their bodies, behind `clang -E`, with a call where nobody calls the
macro in question; a statement outside macros is asked about alone, against the finding's own verdicts.  All releases
that know the architecture are asked.
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

from gasmacro.source.trees import Trees
from gasmacro.targets.arch import architecture
from gasmacro.targets.ranges import DEFAULT_ARCH
from tests.corpus import toolchain
from tests.corpus.store import home
from tests.oracles.assemblers import assemble, assemblers

ROOT = Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Probe:
    """What shows a finding of `rule` in `file` true: the lines of `headers` (of `file:MACRO` that macro with an empty
    body), then `text` (the statement found: `{}`).

    `at` is in the line of the finding; `defines` go to the preprocessor; `says` has what each family makes of it:
    "accepts" or "rejects" (empty: what the finding itself says of each release).
    """

    file: str
    rule: str
    arch: str
    says: Mapping[str, str]
    at: str = ""
    headers: tuple[str, ...] = ()
    text: str = " {}\n"
    defines: tuple[str, ...] = ()

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
    ),
    Probe(
        "arch/s390/include/asm/fpu-insn-asm.h", "GM902", "s390x", _BOTH,
        headers=("arch/s390/include/asm/fpu-insn-asm.h",), text=" VREPIG %v1, 2\n", defines=("__ASM_S390_FPU_INSN_H",),
    ),
    Probe("arch/mips/kernel/cps-vec.S", "GM601", "mips", _GAS, headers=(_MIPS,), text=_MT,
          defines=("CONFIG_CPU_MICROMIPS",)),
    Probe("drivers/scsi/arm/acornscsi-io.S", "GM812", "arm", _GAS, at="LOADREGS",
          text="#define LOADREGS(t, r, l...) ldm##t r, l\n {}\n"),
    Probe("src/loongarch/itx.S", "GM110", "loongarch64", _GAS, at="VLD_DST_ADD_W16",
          headers=("src/loongarch/itx.S:VLD_DST_ADD_W16",)),
    Probe("src/loongarch/itx.S", "GM110", "loongarch64", _GAS, at="vst_x8",
          headers=("src/loongarch/loongson_util.S:vst_x8",)),
    Probe("arch/arm/lib/crt0_arm_efi.S", "GM811", "arm", _GAS, at="adrl", text=" {}\nimage_base:\n"),
    Probe("arch/arm/mach-aspeed/ast2600/lowlevel_init.S", "GM811", "arm", _GAS, at="adrl",
          text=" {}\nmailbox_insn:\nmailbox_insn_end:\n"),
    Probe("xen/arch/arm/arm32/lib/div64.S", "GM812", "arm", _GAS,
          text="#define xh r1\n#define yl r2\n#define ip r12\n {}\n"),
    Probe("xen/arch/arm/arm32/lib/memcpy.S", "GM812", "arm", _GAS, text=" ldrneb r3, [r1], #1\n strneb r3, [r0], #1\n"),
    Probe("tools/tests/x86_emulator/simd.h", "GM205", "x86_64", _GAS,
          text=" .macro make name\n .macro \\name o:vararg\n .byte \\(\\)o\n .endm\n .endm\n make put\n put 1\n"),
    Probe("xen/arch/arm/arm32/lib/copy_template.S", "GM113", "arm", _GAS, at="str8w",
          headers=("xen/arch/arm/arm32/lib/memcpy.S:str8w",)),
)  # fmt: skip


def source(probe: Probe, statement: str, tree: Path) -> str:
    """The text that the assemblers are asked about, behind clang's preprocessor."""
    lines = [line for header in probe.headers for line in _lines(header, tree)]
    text = "\n".join(lines) + "\n" + probe.text.format(statement.strip())
    target = f"--target={architecture(probe.arch).triple}"
    macros = [f"-D{name}" for name in ("__ASSEMBLY__", *probe.defines)]
    command = [*toolchain.clang(), target, "-E", "-P", *macros, "-x", "assembler-with-cpp", "-"]
    done = subprocess.run(command, input=text, env=toolchain.environment(), capture_output=True, text=True, check=True)
    return done.stdout


def _lines(header: str, tree: Path) -> list[str]:
    """The lines of a header but its includes, or of one macro in it: its first and last."""
    name, _, macro = header.partition(":")
    lines = (tree / name).read_text("utf-8").splitlines()
    if macro:
        return [next(line for line in lines if re.match(rf"\s*\.macro\s+{macro}\b", line)), ".endm"]
    return [line for line in lines if not re.match(r"\s*#\s*include", line)]


def answers(probe: Probe, text: str) -> dict[str, str]:
    """What each release makes of a text: "accepts", or "rejects" and the first words of that."""
    found: dict[str, str] = {}
    for name, assembler in assemblers(probe.arch).items():
        made = assemble(text, assembler)
        errors = [each.text for each in made.messages if each.severity == "error"]
        found[name] = "accepts" if made.accepted else f"rejects: {errors[0] if errors else 'dies'}"
    return found


def told(probe: Probe, found: Mapping[str, str], finding: Mapping[str, Any]) -> bool:
    """Whether the assemblers say what a probe, or else the finding, says of them."""
    verdicts = {name: "rejects" if says == "rejects" else "accepts" for name, says in finding["verdicts"].items()}
    expected = {name: probe.says.get(name.partition("@")[0], "") or verdicts.get(name, "") for name in found}
    asked = {name: says for name, says in expected.items() if says}
    return bool(asked) and all(found[name].partition(":")[0] == says for name, says in asked.items())


def shortened(found: Mapping[str, str]) -> str:
    """Answers by family."""
    families: dict[str, dict[str, None]] = {}
    for name, says in found.items():
        families.setdefault(name.partition("@")[0], {})[says] = None
    return "; ".join(f"{family} {', '.join(said)}" for family, said in families.items())


def findings(tree: Path, jobs: int, report: Path | None) -> Mapping[str, Any]:
    """The report of `check` in a tree."""
    if report is not None:
        return dict(json.loads(report.read_text("utf-8")))
    words = "check . --no-respect-gitignore --no-cache --format json"
    command = [sys.executable, "-m", "gasmacro", *words.split()]
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
    known: dict[str, dict[str, str]] = {}
    places = Trees()
    for finding in found:
        line = (tree / finding["file"]).read_text("utf-8", "surrogateescape").splitlines()[finding["line"] - 1]
        place = f"`{finding['file']}:{finding['line']}` {finding['rule']}"
        probe = next((each for each in probes if each.shows(finding, line)), None)
        if probe is None and not finding["stack"]:
            setting = places.setting(str(tree / finding["file"]))
            arch = (setting.arch if setting is not None else "") or DEFAULT_ARCH
            probe = Probe(finding["file"], finding["rule"], arch, {})
        if probe is None:
            made.append((place, "nothing", "", False))
            continue
        text = source(probe, line, tree)
        if text not in known:
            known[text] = answers(probe, text)
        said = known[text]
        asked = probe.text.format(line.strip()).strip().splitlines()[-1].strip()
        made.append((place, f"`{' '.join(asked.split())}` ({probe.arch})", shortened(said), told(probe, said, finding)))
    return made


def main(arguments: list[str] | None = None) -> int:
    """Check, probe, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.tree", description=__doc__.splitlines()[0])
    parser.add_argument("tree", nargs="?", type=Path, default=home() / "sources" / "linux-source-6.12")
    parser.add_argument("--jobs", type=int, default=0, help="processes of check (default: one a core)")
    parser.add_argument("--report", type=Path, help="a report of `check --format json`, instead of a run")
    options = parser.parse_args(arguments)
    tree = options.tree if options.tree.is_dir() else home() / "sources" / options.tree
    report = findings(tree, options.jobs, options.report)
    table = rows(report["findings"], tree)
    print(f"{report['files']} files, {len(table)} findings, {len(report['errors'])} errors\n")
    print("| finding | asked of every release | what they say | shown |\n|---|---|---|---|")
    for place, asked, said, shown in table:
        print(f"| {place} | {asked} | {said} | {'yes' if shown else '**no**'} |")
    for error in report["errors"]:
        print(f"error: {error['file']}:{error['line']}: {error['message']}")
    return 1 if report["errors"] or not all(shown for *_, shown in table) else 0


if __name__ == "__main__":
    sys.exit(main())
