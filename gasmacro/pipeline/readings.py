"""The texts that a source stands for.

In: a source, what is known of it from around it, the configuration.  Out: `Passes`: the text as it stands, behind our
preprocessor or the user's compiler, the passes over its C preprocessor lines, the assembler inside its C.
"""

from __future__ import annotations

import functools
import os
import re

from gasmacro.control import MARK
from gasmacro.pipeline.inputs import marked_text, own_and_other
from gasmacro.source.kinds import HEADERS, PREPROCESSED, UNSURE, WRITTEN, C, suffix
from gasmacro.targets.ranges import DEFAULT_ARCH, FAMILIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gasmacro.control.config import Config
    from gasmacro.source.compiler import Compiled
    from gasmacro.source.files import Files
    from gasmacro.source.preprocessed import Preprocessed
    from gasmacro.source.setting import Setting
    from gasmacro.source.written import Passes
    from gasmacro.targets.schema import Profile

# What m4 reads of a source before any assembler does.
_M4 = re.compile(r"^(?:dnl\b|(?:m4_)?(?:define|changequote|include|divert|ifelse|ifdef)\()", re.MULTILINE)
_OPENS = re.compile(r"\s*#\s*(?:include|if|elif)")


def readings_of(
    text: str, filename: str, config: Config, around: Setting, files: Files, profiles: Sequence[Profile]
) -> Passes:
    """The texts that a source stands for: one as it stands, the passes over its C preprocessor lines, the assembler
    inside its C."""
    from gasmacro.source.written import Pass, Passes, has_macro_work

    kind = suffix(filename)
    if config.cpp and kind in C:
        return _compiled_c(text, filename, config, around)
    auto = (config.mode == "auto" and around.known) or bool(config.cpp)
    if kind in WRITTEN - C and (config.mode == "preprocessed" or (auto and kind not in HEADERS)):
        whole = _preprocessed(text, filename, config, around, files, profiles)
        why = _distrust(whole, profiles[0]) if config.mode == "auto" else ""
        if not why:
            return whole
        made = _written(text, filename, config, around, files, profiles)
        made.notes = [f"{filename}: read as written, since headers are missing ({whole.notes[0]}; {why})", *made.notes]
        return made
    if kind in WRITTEN:
        return _written(text, filename, config, around, files, profiles)
    if kind == ".lds":
        return Passes([], [])
    if kind in PREPROCESSED and _is_c(text):
        return _in_c(text, filename, config, around)
    if kind in UNSURE and (not has_macro_work(text) or _M4.search(text)):
        return Passes([], [])
    text, places = marked_text(text)
    reading = Pass(text, {}, {})
    reading.places = places
    return Passes([reading], [])


def _written(
    text: str, filename: str, config: Config, around: Setting, files: Files, profiles: Sequence[Profile]
) -> Passes:
    """The passes over a source's C preprocessor lines, and the assembler inside its C: for each family its own, where
    the source asks which compiler reads it."""
    from gasmacro.source.written import Passes
    from gasmacro.targets.identity import tells_compilers

    families = _families(profiles)
    if not tells_compilers(text):
        return _written_for("", text, filename, config, around, files)
    made = Passes([], [])
    for family in families:
        own = _written_for(family, text, filename, config, around, files)
        for reading in own.passes:
            reading.reader = family if len(families) > 1 else ""
        made.passes += own.passes
        made.notes += [note for note in own.notes if note not in made.notes]
    return made


def _families(profiles: Sequence[Profile]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(profile.assembler.partition("@")[0] for profile in profiles))


def _written_for(family: str, text: str, filename: str, config: Config, around: Setting, files: Files) -> Passes:
    """The passes where a family's compiler ("": any) reads the source."""
    from gasmacro.source.stubs import with_stubs
    from gasmacro.source.written import Passes, passes

    kind = suffix(filename)
    made = Passes([], [])
    if kind not in C:
        made = passes(
            text,
            filename,
            files=files,
            defines=_identified(around, config, family)[0],
            undefines=_identified(around, config, family)[1],
            header=kind in HEADERS,
            includes=(*around.includes, *config.includes),
        )
        with_stubs(made, text, filename, config.arch or around.arch or DEFAULT_ARCH, config.stubs)
        if not (config.arch or around.arch):
            made.notes += _other_arches(text, filename)
    if kind in HEADERS:
        inside = _in_c(text, filename, config, around, family)
        made.passes += inside.passes
        made.notes += inside.notes
    return made


def _other_arches(text: str, filename: str) -> list[str]:
    """In words, that a source has arms for architectures other than the one that is taken where nobody names one."""
    from gasmacro.targets.identity import told_apart

    names = told_apart(DEFAULT_ARCH, (line for line in text.splitlines() if line.lstrip()[:1] == "#"))
    if not names:
        return []
    words = (
        f"{filename}: read for {DEFAULT_ARCH}: what it has for {', '.join(names)} was not looked at; choose with --arch"
    )
    return [words]


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
    """What the families read of a source behind their preprocessors: commands of the user's, or ours. Where the
    configuration does not say that a source is to be preprocessed, what ours misses is told and gone past."""
    from gasmacro.source.preprocessed import either, preprocess
    from gasmacro.source.written import Pass, Passes
    from gasmacro.targets.identity import tells_compilers

    families = _families(profiles)
    commands, ours = own_and_other(families, config.cpp)
    setting = combined(config, around)
    arch, forgiving = profiles[0].arch, config.mode == "auto"
    prepared = functools.partial(
        preprocess, text, filename, families=ours, arch=arch, setting=setting, files=files, forgiving=forgiving
    )
    made: dict[str, Preprocessed | Compiled] = {}
    notes: tuple[str, ...] = ()
    if ours:
        read = prepared()
        made |= read
        notes = read[ours[0]].notes
    if commands:
        from gasmacro.source.compiler import compiled

        by = {command: compiled(text, filename, command, setting) for command in dict.fromkeys(commands.values())}
        made |= {family: by[command] for family, command in commands.items()}
    readings: dict[str, Mapping[str, Preprocessed | Compiled]] = {"": made}
    blanks_alone = len({"".join(each.text.split()) for each in made.values()}) == 1
    if not blanks_alone and not commands:  # the source asks which compiler reads it
        readings = {family: prepared(named=family) for family in families}
    elif not blanks_alone and tells_compilers(text):
        readings = {family: dict.fromkeys(families, made[family]) for family in families}
    passes = []
    for reader, each in readings.items():
        first = each[reader or families[0]]
        reading = Pass(first.text, {}, {})
        reading.reader = reader
        reading.texts = {family: each[family].text for family in families}
        reading.places = first.places if len({id(one) for one in each.values()}) == 1 else either(each)
        reading.whole = suffix(filename) not in HEADERS and not notes
        passes.append(reading)
    return Passes(passes, list(notes))


def _compiled_c(text: str, filename: str, config: Config, around: Setting) -> Passes:
    """The assembler inside C, behind the user's compiler: the first that is named, since C is one text to all."""
    from gasmacro.source.compiler import command_for, compiled
    from gasmacro.source.written import Passes

    if not _macros(text):
        return Passes([], [])
    command = next(found for family in FAMILIES if (found := command_for(family, config.cpp)))
    made = compiled(text, filename, command, combined(config, around))
    return _in_c(made.text, os.path.splitext(filename)[0] + ".i", config, around)


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


def _identified(around: Setting, config: Config, family: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is defined and what is not in a source as it is written: the names of its architecture and object format, of
    a family's compiler, and what is known or given, which wins."""
    from gasmacro.targets.identity import compilers, identity

    arch = config.arch or around.arch or DEFAULT_ARCH
    own, never = identity(arch)
    if family:
        names, others = compilers(family, arch)
        own, never = (*own, *names), (*never, *others)
    defined, undefined = (*around.defines, *config.defines), _undefined(around, config)
    said = {each.partition("=")[0] for each in (*defined, *undefined)}
    return (
        (*(each for each in own if each.partition("=")[0] not in said), *defined),
        (*(each for each in never if each not in said), *undefined),
    )


def _is_c(text: str) -> bool:
    """Whether a preprocessed text is C."""
    from gasmacro.source.inline import looks_like_c

    return looks_like_c(text)


def _in_c(text: str, filename: str, config: Config, around: Setting, family: str = "") -> Passes:
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
        return written_in_c(text, filename, registers, *_identified(around, config, family))
    found = inline(text, filename, registers)
    return Passes([found] if found is not None else [], [])
