r"""What the assemblers, and the linkers after them, make of the seed case: `fixtures/seed/FORM/entry.s`.

    python -m tests.evidence.seed [--check]

In: three forms of one pair of files, `calling.h` and `entry.S`, and beside them `entry.s`, which a C preprocessor made
of them.  Out: `fixtures/seed/outcomes.json`, a line per distinct outcome.  Rule: `doubled` has the callee
`movl $\in_kernel` and calls with `$1`, `mended` calls with `1`, `bare` the callee `movl \in_kernel`.  Each accepted
object is linked alone; a linker's complaints are kept without their places.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from gasmacro.verify.programs import Assembler
from gasmacro.verify.records import assembler_order, recorded
from tests.evidence.fixtures import ROOT
from tests.oracles.assemblers import assemble, assemblers, linkers

FORMS = ("doubled", "mended", "bare")
FILE = ROOT / "seed" / "outcomes.json"
_RELEASE = re.compile(r"GNU ld .*?([\d.]+)$", re.MULTILINE)


def preprocess(form: str) -> bytes:
    """What the C preprocessor installed here makes of a form's `entry.S`."""
    command = ["gcc", "-E", "-DCONFIG_PAGE_TABLE_ISOLATION", "entry.S"]
    return subprocess.run(command, cwd=ROOT / "seed" / form, capture_output=True, check=True).stdout


def ask(form: str) -> dict[str, dict[str, Any]]:
    """Assembler by its full release to what it, and each linker by its own, made of a form."""
    source = ROOT / "seed" / form / "entry.s"
    result = {}
    for assembler in assemblers("x86_64").values():
        each = recorded(assemble(source.read_bytes(), assembler, name=source.name))
        result[assembler.full_name] = {
            "accepted": each.accepted,
            "sections": {name: data.hex() for name, data in each.sections.items()},
            "messages": [list(message) for message in each.messages],
            "linked": _link(source, assembler) if each.accepted else {},
        }
    return result


def _link(source: Path, assembler: Assembler) -> dict[str, list[str]]:
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "entry.o")
        subprocess.run([*assembler.command, source, "-o", made], capture_output=True, check=True)
        for linker in linkers().values():
            told = subprocess.run([*linker, "--version"], capture_output=True, text=True, check=True).stdout
            release = _RELEASE.search(told)
            done = subprocess.run(
                [*linker, made, "-o", Path(folder, "entry")], capture_output=True, text=True, check=False
            )
            complaints = re.findall(r"undefined reference to .*|relocation .*|cannot .*", done.stderr)
            result[f"ld@{release[1] if release else '?'}"] = [] if done.returncode == 0 else sorted(set(complaints))
    return result


def read() -> dict[str, dict[str, dict[str, Any]]]:
    """Form to assembler to what is recorded."""
    data: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text("utf-8"))
    result: dict[str, dict[str, dict[str, Any]]] = {}
    for form, lines in data.items():
        for line in lines:
            outcome = {name: value for name, value in line.items() if name != "by"}
            result.setdefault(form, {}).update(dict.fromkeys(line["by"].split(), outcome))
    return result


def write(outcomes: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Write what was asked."""
    forms = []
    for form, by_assembler in outcomes.items():
        by: dict[str, list[str]] = {}
        for name in sorted(by_assembler, key=assembler_order):
            by.setdefault(json.dumps(by_assembler[name])[1:-1], []).append(name)
        lines = [f'  {{"by": {json.dumps(" ".join(names))}, {line}}}' for line, names in by.items()]
        forms.append(f" {json.dumps(form)}: [\n" + ",\n".join(lines) + "\n ]")
    FILE.write_text("{\n" + ",\n".join(forms) + "\n}\n", "utf-8")


def differences(live: dict[str, dict[str, dict[str, Any]]]) -> list[str]:
    """Where a live assembler of a recorded release does not what is recorded; linkers count by their releases."""
    result = []
    for form, by_assembler in read().items():
        for name in by_assembler.keys() & live[form].keys():
            was, now = by_assembler[name], live[form][name]
            same_linkers = was["linked"].keys() & now["linked"].keys()
            parts = {"linked": [(was["linked"][each], now["linked"][each]) for each in same_linkers]}
            parts["itself"] = [(was[key], now[key]) for key in ("accepted", "sections", "messages")]
            result += [f"{form}: {name}: {what}" for what, pairs in parts.items() for a, b in pairs if a != b]
    return sorted(result)


def main() -> int:
    """Run the command line."""
    live = {form: ask(form) for form in FORMS}
    if "--check" not in sys.argv[1:]:
        write(live)
    wrong = differences(live)
    print("\n".join([*wrong, f"seed: {sum(map(len, live.values()))} outcomes, {len(wrong)} not as recorded"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
