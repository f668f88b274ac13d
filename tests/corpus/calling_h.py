"""The kernel's own `calling.h` with the seed's four lines added: four findings, at those lines, and nothing else.

    python -m tests.corpus.fetch --names && pytest tests/corpus/calling_h.py

By its name no plain run of pytest collects it: it needs the corpus.
"""

from __future__ import annotations

import re
from pathlib import Path

from gasmacro import Config
from gasmacro.pipeline.checking import check_texts
from tests.corpus.store import home

CALLING = home() / "sources" / "linux-source-6.12" / "arch" / "x86" / "entry" / "calling.h"
SEED = Path(__file__).parents[2] / "fixtures" / "seed" / "doubled" / "calling.h"
# The macros of the kernel that get a line behind their last write of %cr3, and what the seed's line says there.
ADDED = (
    ("SWITCH_TO_KERNEL_CR3", 1),
    ("SWITCH_TO_USER_CR3", 0),
    ("SAVE_AND_SWITCH_TO_KERNEL_CR3", 1),
    ("PARANOID_RESTORE_CR3", 0),
)


def planted() -> tuple[str, list[int]]:
    """The kernel's header with the seed's macro and its four calls, and the lines of the calls."""
    lines = CALLING.read_text().split("\n")
    begin = next(index for index, line in enumerate(lines) if line.startswith(".macro SET_NOFLUSH_BIT"))
    definition = re.search(r"^\.macro NOTE_CR3_SWITCH.*?^\.endm$", SEED.read_text(), re.MULTILINE | re.DOTALL)
    assert definition is not None
    lines[begin:begin] = definition[0].split("\n")
    added: list[int] = []
    for name, value in ADDED:
        start = next(index for index, line in enumerate(lines) if re.match(rf"\.macro {name}\s", line))
        end = lines.index(".endm", start)
        at = max(index for index in range(start, end) if re.search(r"mov\s.*%cr3$|movq?\s.*, %cr3$", lines[index])) + 1
        lines.insert(at, f"\tNOTE_CR3_SWITCH \\scratch_reg ${value}")
        added = [line + (line > at) for line in added] + [at + 1]
    return "\n".join(lines), sorted(added)


def test_four_findings_in_the_kernels_header() -> None:
    path = str(CALLING)
    assert check_texts({path: CALLING.read_text()}, path, Config()).findings == ()
    text, lines = planted()
    found = check_texts({path: text}, path, Config()).findings
    assert [(each.rule, each.line) for each in found] == [("GM201", line) for line in lines]
