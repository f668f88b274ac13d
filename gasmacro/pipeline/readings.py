"""The texts that a source stands for.

In: a source, what is known of it from around it, the configuration.  Out: `Passes`: the text as it stands, behind our
preprocessor or the user's compiler, the passes over its C preprocessor lines, the assembler inside its C.
"""

from __future__ import annotations

import os
import re

from gasmacro.control import MARK
from gasmacro.pipeline.inputs import marked_text
from gasmacro.source.kinds import HEADERS, PREPROCESSED, UNSURE, WRITTEN, C, suffix
from gasmacro.targets.ranges import DEFAULT_ARCH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gasmacro.control.config import Config
    from gasmacro.source.files import Files
    from gasmacro.source.setting import Setting
    from gasmacro.source.written import Passes
    from gasmacro.targets.schema import Profile

_OPENS = re.compile(r"\s*#\s*(?:include|if|elif)")


def readings_of(
    text: str, filename: str, config: Config, around: Setting, files: Files, profiles: Sequence[Profile]
) -> Passes:
    """The texts that a source stands for: one as it stands, the passes over its C preprocessor lines, the assembler
    inside its C."""
    from gasmacro.source.written import Pass, Passes, has_macro_work

    kind = suffix(filename)
    if config.cpp and (kind in C or (kind in WRITTEN and (config.mode == "preprocessed" or kind not in HEADERS))):
        return _compiled(text, filename, config, around)
    auto = config.mode == "auto" and around.known and kind not in HEADERS
    if kind in WRITTEN - C and (config.mode == "preprocessed" or auto):
        whole = _preprocessed(text, filename, config, around, files, profiles)
        why = _distrust(whole, profiles[0]) if config.mode == "auto" else ""
        if not why:
            return whole
        made = _written(text, filename, config, around, files)
        made.notes = [f"{filename}: read as written, since headers are missing ({whole.notes[0]}; {why})", *made.notes]
        return made
    if kind in WRITTEN:
        return _written(text, filename, config, around, files)
    if kind == ".lds":
        return Passes([], [])
    if kind in PREPROCESSED and _is_c(text):
        return _in_c(text, filename, config, around)
    if kind in UNSURE and not has_macro_work(text):
        return Passes([], [])
    text, places = marked_text(text)
    reading = Pass(text, {}, {})
    reading.places = places
    return Passes([reading], [])


def _written(text: str, filename: str, config: Config, around: Setting, files: Files) -> Passes:
    """The passes over a source's C preprocessor lines, and the assembler inside its C."""
    from gasmacro.source.stubs import with_stubs
    from gasmacro.source.written import Passes, passes

    kind = suffix(filename)
    made = Passes([], [])
    if kind not in C:
        made = passes(
            text,
            filename,
            files=files,
            defines=(*around.defines, *config.defines),
            undefines=_undefined(around, config),
            header=kind in HEADERS,
            includes=(*around.includes, *config.includes),
        )
        with_stubs(made, text, filename, config.arch or around.arch or DEFAULT_ARCH, config.stubs)
    if kind in HEADERS:
        inside = _in_c(text, filename, config, around)
        made.passes += inside.passes
        made.notes += inside.notes
    return made


def _distrust(made: Passes, profile: Profile) -> str:
    """Why a preprocessed source can't be trusted, "" if it can."""
    if not made.notes:
        return ""
    from gasmacro.pipeline.missing import distrust

    return distrust(made.passes[0].text, made.notes, profile)


def idle(text: str, filename: str) -> bool:
    """Whether a source is a header without macros, as most files of a tree: nothing around it matters then."""
    return suffix(filename) in HEADERS and not _macros(text) and MARK not in text


def vast_and_idle(path: str) -> bool:
    """Whether a file is a header larger than what is read of one, and without macros all the same: tables of registers
    that a program wrote, mostly."""
    from gasmacro.source.files import SIZE_LIMIT, decode, windows

    if suffix(path) not in HEADERS:
        return False
    seen = False
    for part in windows(path, SIZE_LIMIT << 4):
        if not idle(decode(part), path):
            return False
        seen = True
    return seen


def _macros(text: str) -> bool:
    """Whether a text may define macros, in C strings too."""
    from gasmacro.source.written import defines_macros, holds_assembler

    return defines_macros(text) or holds_assembler(text)


def closed(text: str, filename: str, readings: Passes) -> bool:
    """Whether a source for the preprocessor is all that there is: no header, nothing included, nothing left open."""
    if suffix(filename) not in WRITTEN - HEADERS or len(readings.passes) != 1 or readings.passes[0].stubs:
        return False
    return not any(line.lstrip().startswith("#") and _OPENS.match(line) for line in text.splitlines())


def _preprocessed(
    text: str, filename: str, config: Config, around: Setting, files: Files, profiles: Sequence[Profile]
) -> Passes:
    """What the families read of a source behind their preprocessors. Where the configuration does not say so, what is
    missing is told and gone past."""
    from gasmacro.source.preprocessed import either, preprocess
    from gasmacro.source.written import Pass, Passes

    families = tuple(dict.fromkeys(profile.assembler.partition("@")[0] for profile in profiles))
    made = preprocess(
        text,
        filename,
        families=families,
        arch=profiles[0].arch,
        setting=combined(config, around),
        files=files,
        forgiving=config.mode == "auto",
    )
    first = made[families[0]]
    reading = Pass(first.text, {}, {})
    reading.texts = {family: each.text for family, each in made.items()}
    reading.places = first.places if len({id(each) for each in made.values()}) == 1 else either(made)
    reading.whole = suffix(filename) not in HEADERS and not first.notes
    return Passes([reading], list(first.notes))


def _compiled(text: str, filename: str, config: Config, around: Setting) -> Passes:
    """What all families read of a source behind the user's compiler."""
    from gasmacro.source.compiler import compiled
    from gasmacro.source.written import Pass, Passes

    if suffix(filename) in C and not _macros(text):
        return Passes([], [])
    made = compiled(text, filename, config.cpp, combined(config, around))
    if suffix(filename) in C:
        return _in_c(made.text, os.path.splitext(filename)[0] + ".i", config, around)
    reading = Pass(made.text, {}, {})
    reading.places = made.places
    reading.whole = suffix(filename) not in HEADERS
    return Passes([reading], [])


def combined(config: Config, around: Setting) -> Setting:
    """What is known of a file from around it and from the configuration, whose word wins."""
    from gasmacro.source.setting import Setting

    return Setting(
        arch=config.arch or around.arch,
        known=around.known,
        include_dirs=(*config.include_dirs, *around.include_dirs),
        quote_dirs=around.quote_dirs,
        system_dirs=around.system_dirs,
        includes=(*around.includes, *config.includes),
        defines=(*around.defines, *config.defines),
        undefines=_undefined(around, config),
        renamed=around.renamed,
        command=around.command,
        directory=around.directory,
        root=around.root,
    )


def _undefined(around: Setting, config: Config) -> tuple[str, ...]:
    """The names that are not defined: what the user says of a name wins."""
    given = {item.partition("=")[0] for item in config.defines}
    return (*(name for name in around.undefines if name not in given), *config.undefines)


def _is_c(text: str) -> bool:
    """Whether a preprocessed text is C."""
    from gasmacro.source.inline import looks_like_c

    return looks_like_c(text)


def _in_c(text: str, filename: str, config: Config, around: Setting) -> Passes:
    """The assembler inside C."""
    from gasmacro.source.inline import inline, written_in_c
    from gasmacro.source.operands import Registers
    from gasmacro.source.written import Passes, holds_assembler
    from gasmacro.targets.arch import architecture

    if not holds_assembler(text):
        return Passes([], [])
    arch = architecture(config.arch or around.arch or DEFAULT_ARCH)
    registers = Registers(arch.operands, dialects=arch.dialects)
    if suffix(filename) not in PREPROCESSED:
        given = (*around.defines, *config.defines)
        return written_in_c(text, filename, registers, given, _undefined(around, config))
    found = inline(text, filename, registers)
    return Passes([found] if found is not None else [], [])
