"""The expansion of the assembler inside C.

In: C, as it is written, preprocessed, or to be preprocessed by the user's compiler; a profile.  Out: an `Expansion` of
the blocks that `check` looks at, led back to the C.  Rule: of C as it is written the first consistent choice of arms is
taken, and a note tells that there are others; operands are stand-ins, so the expansion is never exact, which a note
tells as well.
"""

from __future__ import annotations

from gasmacro.errors import InputError
from gasmacro.source.kinds import PREPROCESSED, C, suffix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.model import Expansion
    from gasmacro.source.cpp.places import Spot
    from gasmacro.source.inline import Inline
    from gasmacro.source.setting import Setting
    from gasmacro.targets.schema import Profile


def is_c(text: str, filename: str) -> bool:
    """Whether a source is C."""
    if suffix(filename) in C:
        return True
    if suffix(filename) not in PREPROCESSED:
        return False
    from gasmacro.source.inline import looks_like_c

    return looks_like_c(text)


def expansion_of_c(text: str, filename: str, setting: Setting, profile: Profile, command: str) -> Expansion:
    """The expansion of the blocks in C under a profile; `command` preprocesses ("": nobody does). Raises `InputError`
    where the C holds no assembler of the macro layer."""
    from gasmacro.engine.machine import run
    from gasmacro.engine.render import expansion
    from gasmacro.model import Diagnostic, Expansion
    from gasmacro.source import located

    blocks, notes = _blocks(text, filename, setting, profile.arch, command)
    done = located.expansion(expansion(run(blocks.text, profile, filename=filename, units=blocks.units)), _Way(blocks))
    told = [
        "the assembler inside this C alone is expanded, with stand-ins for its operands: the compiler puts it together",
        *notes,
    ]
    return Expansion(
        assembler=done.assembler,
        arch=done.arch,
        accepted=done.accepted,
        exact=False,
        text=done.text,
        statements=done.statements,
        diagnostics=(*(Diagnostic("note", words, filename, 1, 1) for words in told), *done.diagnostics),
    )


def _blocks(text: str, filename: str, setting: Setting, arch: str, command: str) -> tuple[Inline, list[str]]:
    """The blocks of a C source, and what is told of them."""
    from gasmacro.source.inline import Inline, inline, written_in_c
    from gasmacro.source.operands import Registers
    from gasmacro.targets.arch import architecture
    from gasmacro.targets.identity import identity

    known = architecture(arch)
    registers = Registers(known.operands, dialects=known.dialects)
    if command:
        from gasmacro.source.compiler import compiled

        text = compiled(text, filename, command, setting).text
    notes: list[str] = []
    if command or suffix(filename) in PREPROCESSED:
        found = inline(text, filename, registers)
    else:
        own, never = identity(arch)
        said = {each.partition("=")[0] for each in (*setting.defines, *setting.undefines)}
        defined = (*(each for each in own if each.partition("=")[0] not in said), *setting.defines)
        undefined = (*(each for each in never if each not in said), *setting.undefines)
        made = written_in_c(text, filename, registers, defined, undefined)
        first = made.passes[0] if made.passes else None
        found = first if isinstance(first, Inline) else None
        if len(made.passes) > 1:
            notes.append(f"one of {len(made.passes)} choices of #if arms; -D and -U choose another")
    if found is None:
        raise InputError("is C without assembler that defines or uses macros: nothing to expand", file=filename)
    return found, notes


class _Way:
    """Leads places of the blocks' text back to the C."""

    __slots__ = ("_blocks",)

    def __init__(self, blocks: Inline) -> None:
        self._blocks = blocks

    def spot(self, file: str, line: int, column: int, end_column: int = 0) -> Spot:
        """Where a stretch of a line stands."""
        from gasmacro.source.cpp.places import Spot

        name, number, start = self._blocks.at(line, column)
        frames = self._blocks.frames(line, column)
        width = max(end_column - column, 1)
        return Spot(name, number, start, start + width, includes=frames, unit=name, outer=number)
