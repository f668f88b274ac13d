"""What a text shows of the headers that its preprocessing went past.

In: a preprocessed text, the notes of its preprocessing, a profile.  Out: in words why the text can't be trusted, "" if
it can.  Rule: an `#error` that is reached, or a statement that can only be a C macro or an assembler macro of a header
that is missing: a word that no instruction has, or capitals directly before a bracket.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gasmacro.targets.schema import Profile

_NAME = re.compile(r"[A-Za-z_][\w.]*")


def distrust(text: str, notes: Sequence[str], profile: Profile) -> str:
    """Why a text is not what a compiler with all headers would make of its source; "" where nothing shows that."""
    error = next((note for note in notes if "#error" in note), "")
    if error:
        return error
    if not notes:
        return ""
    from gasmacro.engine.statement import parse
    from gasmacro.syntax.scanner import scan
    from gasmacro.targets.mnemonics import knows_mnemonic

    statements = [(parse(item.body, profile, {}), item) for item in scan(text, profile, "")]
    macros = {_defined(each.rest) for each, _ in statements if each.op.lower() == ".macro"}
    for each, item in statements:
        if each.handler or not _NAME.fullmatch(each.op) or each.op.lower() in macros:
            continue
        call = each.rest[:1] == "(" and each.op.isupper()
        if call or not (each.rest[:1] in ("", " ", "\t") and knows_mnemonic(each.op, profile)):
            if each.rest[:1] == "\\" or "\\" in each.label_text:
                continue
            return f"{item.file}:{item.line}: {each.op} is defined nowhere in sight"
    return ""


def _defined(operands: str) -> str:
    """The name, in lower case, of the macro that operands of `.macro` begin with."""
    return re.split(r"[\s,(]", operands.strip(), maxsplit=1)[0].lower()
