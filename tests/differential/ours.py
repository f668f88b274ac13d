"""What gasmacro says, in the form in which it is compared.

In: a source, an assembler's name, an architecture.  Out: an `Answer`.  Rule: only `gasmacro.expand` and its contract
are used; what it can't do (`GasmacroError`) is an answer of its own and any other exception a fault.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass

import gasmacro
from tests.differential.live import FILENAME


@dataclass(frozen=True, slots=True)
class Answer:
    """An expansion: `accepted`, `text`, `exact`, whether a condition was left `undecided`, whether an inexact one has
    its `noted` cause; `refusal` says why there is none."""

    accepted: bool | None
    text: str = ""
    exact: bool = True
    undecided: bool = False
    noted: bool = False
    refusal: str = ""


def answer(source: str, assembler: str, arch: str) -> Answer:
    """gasmacro's answer."""
    try:
        expansion = gasmacro.expand(source, assembler=assembler, arch=arch, filename=FILENAME)
        return Answer(
            expansion.accepted,
            expansion.text,
            expansion.exact,
            any(statement.conditional for statement in expansion.statements) if ".if" in expansion.text else False,
            any(diagnostic.severity == "note" for diagnostic in expansion.diagnostics) if not expansion.exact else True,
        )
    except gasmacro.GasmacroError as error:
        return Answer(None, refusal=f"refused: {error}")
    except Exception:  # noqa: BLE001 - whatever it is, it is reported with its source and the run goes on
        return Answer(None, refusal=f"traceback: {traceback.format_exc(limit=-3)}")
