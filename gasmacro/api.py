"""The library's three functions: what `import gasmacro` offers.

In: sources, names of assemblers, an architecture.  Out: an `Expansion`, a `Report`, or reports one by one.  What
gasmacro can't do is a `GasmacroError`; what an assembler rejects is a result.  Heavy modules are imported by the
function that needs them.
"""

from __future__ import annotations

import functools
import gc
import os
import re

from gasmacro.control import MARK
from gasmacro.control.config import Config as Config  # noqa: PLC0414 - the public name's home
from gasmacro.control.options import SEVERITIES
from gasmacro.errors import GasmacroError, InputError, LimitError
from gasmacro.targets.ranges import DEFAULT_ARCH, DEFAULT_RANGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from gasmacro.compare.difference import Difference, Group
    from gasmacro.findings import Finding, Report
    from gasmacro.fixing.look import Look
    from gasmacro.model import Expansion
    from gasmacro.source import located
    from gasmacro.source.files import Files
    from gasmacro.source.setting import Setting
    from gasmacro.source.written import Pass, Passes
    from gasmacro.targets.schema import Profile

_WRITTEN = frozenset((".S", ".sx", ".h", ".hh", ".hpp", ".inc", ".c", ".cc", ".cpp", ".cxx"))
_HEADERS = _WRITTEN - {".S", ".sx"}
_OPENS = re.compile(r"\s*#\s*(?:include|if|elif)")
_C = frozenset((".c", ".cc", ".cpp", ".cxx"))
_PREPROCESSED = frozenset((".i", ".ii"))
_UNSURE = _PREPROCESSED | {".asm"}  # other assemblers' and C's as well


def expand(
    source: str | bytes,
    *,
    assembler: str = "gas",
    arch: str = "x86_64",
    filename: str = "<string>",
    include_dirs: Sequence[str] = (),
    defines: Sequence[str] = (),
    as_written: bool = False,
    undefines: Sequence[str] = (),
    includes: Sequence[str] = (),
) -> Expansion:
    """The expansion of a source under one assembler.

    `source` is text, or bytes in UTF-8 of which nothing is lost; `assembler` a family or `family@release`; `filename`
    tells what it is (`.s` is assembler as it stands, `.S` and headers hold C preprocessor lines) and where `.include`
    looks first, then in `include_dirs`.  `defines` are `NAME` or `NAME=VALUE`, as a compiler's `-D` for a source with
    C preprocessor lines and an assembler's `--defsym` for one without; `undefines` are names that are not defined,
    `includes` files to be read before the source, as a compiler's `-U` and `-include`.  In `#if` a name that nothing
    defines is 0, and an include that is not found is an error.  `as_written` keeps `#` lines where they are.
    Raises `UsageError`, `InputError`, `LimitError`.
    """
    from gasmacro.source.setting import Setting

    setting = Setting(
        include_dirs=_several(include_dirs),
        defines=_several(defines),
        undefines=_several(undefines),
        includes=_several(includes),
    )
    return expand_under(source, setting, assembler, arch, filename, as_written=as_written, named=setting.includes)


def _several(values: Iterable[str | os.PathLike[str]]) -> tuple[str, ...]:
    """Values as texts; a text alone is one, not as many as it has characters."""
    return (values,) if isinstance(values, str) else tuple(os.fspath(value) for value in values)


def expand_under(
    source: str | bytes,
    setting: Setting,
    assembler: str,
    arch: str,
    filename: str,
    *,
    as_written: bool = False,
    named: Sequence[str] = (),
    cpp: str = "",
) -> Expansion:
    """The expansion of a source under one assembler, `setting` being what is known from outside it; `named` are files
    that the user named, which may be read wherever they are, `cpp` the user's command that preprocesses ("": none is
    run). Raises as `expand`."""
    from gasmacro.targets.ranges import note, parse_range

    family, release = parse_range(assembler, arch)[-1]
    done = _expanded(source, setting, (family, release, arch), filename, as_written=as_written, named=named, cpp=cpp)
    if words := note(family, release):
        from gasmacro.model import Diagnostic

        done.diagnostics = (Diagnostic("note", words, filename, 1, 1), *done.diagnostics)
    return done


def _expanded(
    source: str | bytes,
    setting: Setting,
    target: tuple[str, str, str],
    filename: str,
    *,
    as_written: bool,
    named: Sequence[str],
    cpp: str,
) -> Expansion:
    """The expansion under a family, release and architecture."""
    from gasmacro.engine.machine import run
    from gasmacro.engine.render import expansion
    from gasmacro.source import located
    from gasmacro.targets.ranges import profile

    family, release, arch = target
    chosen = profile(family, release, arch)
    text = _text(source, filename)
    files = _files(filename, (), setting, named)
    symbols = setting.defines
    if symbols and (setting.known or suffix(filename) in _WRITTEN):  # meant for a preprocessor
        from gasmacro.engine.defsym import numbers

        symbols = numbers(symbols)
    places: located.Way | None = None
    with Guard(filename):
        if cpp and suffix(filename) in _WRITTEN and not as_written:
            from gasmacro.source.compiler import compiled

            ready = compiled(text, filename, cpp, setting)
            text, places, symbols = ready.text, ready.places, ()
        elif suffix(filename) in _WRITTEN and not as_written:
            from gasmacro.source.preprocessed import preprocess

            made = preprocess(text, filename, families=(family,), arch=arch, setting=setting, files=files)[family]
            text, places, symbols = made.text, made.places, ()
        elif suffix(filename) in _WRITTEN:
            from gasmacro.source.kept import hidden, shown

            text, kept = hidden(text, filename)
            return shown(expansion(run(text, chosen, filename=filename, files=files, defines=symbols)), kept)
        else:
            text, places = _marked(text)
        with _Led(places):
            done = expansion(run(text, chosen, filename=filename, files=files, defines=symbols))
    return located.expansion(done, places) if places is not None else done


def _marked(text: str) -> tuple[str, located.Way | None]:
    """A text with markers of another preprocessor, and the way back from it."""
    if '" 1' not in text:
        return text, None
    from gasmacro.source.cpp.places import marked

    return marked(text)


def assembler_texts(
    source: str | bytes,
    filename: str,
    setting: Setting,
    families: Sequence[str],
    arch: str,
    named: Sequence[str] = (),
    cpp: str = "",
) -> dict[str, str]:
    """A source as the assemblers of each family get it: behind their preprocessors, where `filename` says that it holds
    C preprocessor lines. Arguments and errors as for `expand_under`."""
    text = _text(source, filename)
    if suffix(filename) not in _WRITTEN:
        return dict.fromkeys(families, text)
    if cpp:
        from gasmacro.source.compiler import compiled

        return dict.fromkeys(families, compiled(text, filename, cpp, setting).text)
    from gasmacro.source.cpp.places import plain
    from gasmacro.source.preprocessed import preprocess

    files = _files(filename, (), setting, named)
    with Guard(filename):
        made = preprocess(text, filename, families=families, arch=arch, setting=setting, files=files)
    return {family: plain(each.text) for family, each in made.items()}


def holds_directives(filename: str) -> bool:
    """Whether a name says that a file may hold C preprocessor lines."""
    return suffix(filename) in _WRITTEN


def check(
    source: str | bytes,
    *,
    assemblers: Sequence[str] = DEFAULT_RANGES,
    arch: str = "x86_64",
    filename: str = "<string>",
    include_dirs: Sequence[str] = (),
    defines: Sequence[str] = (),
    config: Config | None = None,
) -> Report:
    """Where the assemblers in range part over a source, and what all of them reject.

    Arguments as for `expand`; `assemblers` are ranges such as `gas@2.35+`.  `config`, if given, replaces them.  Raises
    `UsageError`, `InputError`, `LimitError`.
    """
    from dataclasses import replace

    if config is not None:
        return _check(_text(source, filename), filename, config)
    config = Config(_several(assemblers), arch, _several(include_dirs), _several(defines), flags=False)
    report = _check(_text(source, filename), filename, config)
    return replace(report, notes=(*config.notes(), *report.notes))


def check_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    config: Config | Callable[[str], Config] | None = None,
    executor: Executor | None = None,
) -> Iterator[Report]:
    """A report for each file, in the order of `paths`; folders are searched for sources.

    What gasmacro can't do with a file is in its report's `errors`.  `config` holds for all files, or gives what holds
    for a file or folder, as `Config.find` does, which reads the nearest configuration file; without it no file is read.
    `executor` is any `concurrent.futures.Executor`; without one the files are checked here, one after the other.
    Raises `UsageError` or `ConfigError` for a bad `config`.
    """
    from gasmacro.control.search import Search
    from gasmacro.source.discover import sources

    configured = _by_path(config)
    search = Search(configured)
    found: dict[str, None] = {}
    for path in _several(paths):
        try:
            found.update(dict.fromkeys(sources([path], search)))
        except InputError:  # told in a report, as what is wrong with any other file
            found[path] = None
    files = list(found)
    if executor is None:
        return (check_file(path, configured(path)) for path in files)
    return iter(executor.map(check_file, files, [configured(path) for path in files]))


def _by_path(config: Config | Callable[[str], Config] | None) -> Callable[[str], Config]:
    """What gives the configuration of a path. A bad range is told before the first file is read."""
    if config is not None and not isinstance(config, Config):
        return config
    fixed = config or Config()
    fixed.profiles()
    return lambda path: fixed


def check_file(path: str, config: Config) -> Report:
    """The report of one file, its errors in it."""
    from gasmacro.findings import Report, Trouble
    from gasmacro.source.files import read_named

    try:
        return _check(_text(read_named(path), path), path, config)
    except GasmacroError as error:
        names = tuple(profile.assembler for profile in config.profiles())
        return Report(path, names, errors=(Trouble.of(error, path),))


def _check(text: str, filename: str, config: Config) -> Report:
    return check_texts({filename: text}, filename, config)


def check_texts(texts: Mapping[str, str], filename: str, config: Config, *, partial: bool = False) -> Report:
    """The report of one of `texts`, which stand in place of the files at their paths.

    `partial`: the text is a part of the file, so that anything may stand around it.  Raises `UsageError`,
    `InputError`, `LimitError`.
    """
    from gasmacro.findings import Report

    if idle(texts[filename], filename):
        return Report(filename, tuple(profile.assembler for profile in config.profiles()))
    checking = Checking(filename, config, partial=partial)
    with Guard(filename):
        found = _found(checking, texts)  # in a call of its own: the expansions are gone when the guard ends
        return checking.report(found)


def _found(checking: Checking, given: Mapping[str, str]) -> list[Finding]:
    look = checking.look(given)
    found = checking.counting(look)
    if any(finding.candidates for finding in found):
        from gasmacro.fixing.prove import Prover

        found = Prover(look, checking.look, checking.filename, given).findings(found)
    return found


def idle(text: str, filename: str) -> bool:
    """Whether a source is a header without macros, as most files of a tree: nothing around it matters then."""
    return suffix(filename) in _HEADERS and not _macros(text) and MARK not in text


class Checking:
    """How one source is checked: the `profiles` of its range, and what its last look told besides findings."""

    __slots__ = (
        "_around", "_config", "_most", "_names", "_notes", "_partial", "_suppressed", "_used", "filename", "profiles",
    )  # fmt: skip

    def __init__(self, filename: str, config: Config, *, partial: bool = False) -> None:
        self._config = config
        self._partial = partial
        self._around = config.around(filename)
        self.filename = filename
        self.profiles = config.profiles(self._around.arch)
        self._names = tuple(profile.assembler for profile in self.profiles)
        self._most: int | None = None
        self._notes: tuple[str, ...] = ()
        self._suppressed: tuple[Finding, ...] = ()
        self._used: tuple[tuple[str, int, int], ...] = ()

    def look(self, texts: Mapping[str, str]) -> Look:
        """One look at the source. `texts` stand in place of files; its own is among them."""
        from gasmacro.fixing.look import Look
        from gasmacro.source.overlay import Overlay

        config, around, filename = self._config, self._around, self.filename
        if around.skipped and not config.arch:
            self._notes = (f"left out: {around.skipped}",)
            return Look(texts=dict(texts))
        files = Overlay(_files(filename, config.include_dirs, around, config.includes), texts)
        readings = _readings(texts[filename], filename, config, around, files, self.profiles)
        look = Look(files=files, whole=suffix(filename) not in _WRITTEN and not self._partial)
        if readings.passes:
            whole = look.whole or (not self._partial and closed(texts[filename], filename, readings))
            look.findings = _findings(
                readings, filename, config, self.profiles, files, look.references, whole, self._most
            )
            if config.severity == SEVERITIES[-1]:
                outside = self._outside(texts, files, look.findings, whole)
                look.findings = sorted((*look.findings, *outside), key=lambda finding: finding.place())
        look.texts = {**files.served, **texts}
        self._notes = tuple(readings.notes)
        if self._most is None:  # what fixes make of the source is not to be much larger
            self._most = 20_000 + look.work() + 4 * sum(text.count("\n") for text in look.texts.values())
        return look

    def _outside(self, texts: Mapping[str, str], files: Files, within: Sequence[Finding], whole: bool) -> list[Finding]:
        """The notes: where nobody in range trips, but an assembler outside of it would."""
        from gasmacro.rules.outside import notes
        from gasmacro.targets.ranges import everything

        config, filename = self._config, self.filename
        profiles = everything(self.profiles[0].arch)
        if len(profiles) == len(self.profiles):
            return []
        readings = _readings(texts[filename], filename, config, self._around, files, profiles)
        found = _findings(readings, filename, config, profiles, files, [], whole, self._most)
        return notes(found, within, self._names)

    def counting(self, look: Look) -> list[Finding]:
        """Those of a look's findings that are to be told: chosen by the configuration, not suppressed."""
        if not look.findings and MARK not in look.texts[self.filename]:
            return []
        from gasmacro.control.selection import Selection
        from gasmacro.control.suppressions import Sieve

        chosen = Selection(self._config)
        sieve = Sieve(look.texts, self.filename, self.profiles, chosen, lambda name: suffix(name) in _WRITTEN)
        told = [finding for finding in look.findings if not finding.doubtful and chosen.counts(finding)]
        sieve.sift(told, complete=not self._notes)
        self._suppressed, self._used = tuple(sieve.suppressed), sieve.used
        return sieve.kept

    def report(self, found: Sequence[Finding]) -> Report:
        """The report of findings."""
        from gasmacro.findings import Report

        return Report(
            self.filename,
            self._names,
            tuple(found),
            notes=self._notes,
            suppressed=self._suppressed,
            used=self._used,
        )


def _macros(text: str) -> bool:
    """Whether a text may define macros, in C strings too."""
    from gasmacro.source.written import defines_macros, holds_assembler

    return defines_macros(text) or holds_assembler(text)


def _findings(
    readings: Passes,
    filename: str,
    config: Config,
    profiles: Sequence[Profile],
    files: Files,
    references: list[Group],
    whole: bool,
    most: int | None,
) -> list[Finding]:
    """The findings of a source; what the reference made of each pass goes to `references`. `whole`: an assembler sees
    no more than the pass has; `most`: how many statements each expansion may read (None: gasmacro's own limit)."""
    from gasmacro.compare.judge import differences, expansions
    from gasmacro.engine.defsym import numbers
    from gasmacro.engine.machine import MOST_STATEMENTS
    from gasmacro.rules.doubtful import doubtful
    from gasmacro.rules.telling import findings, merged
    from gasmacro.source import located

    own = suffix(filename) in _WRITTEN
    symbols = () if own else numbers(config.defines)
    names = tuple(profile.assembler for profile in profiles)
    found: list[tuple[Pass, list[Finding]]] = []
    for reading in readings.passes:
        texts = reading.texts or reading.text
        all_there = (whole or reading.whole) and not reading.units
        with _Led(reading.places):
            groups = expansions(
                texts,
                profiles,
                filename,
                files=files,
                defines=symbols,
                whole=all_there,
                own=own or bool(reading.units),
                units=reading.units,
                most=min(most or MOST_STATEMENTS, MOST_STATEMENTS),
            )
        references.append(groups[0])
        parts = differences(groups)
        if reading.stubs:
            parts = [part for part in parts if not _of_stubs(part, reading)]
        if parts:
            doubt = None if all_there else functools.partial(doubtful, reading=reading)
            led = findings(parts, names, doubt)
            found.append((reading, located.findings(led, reading.places) if reading.places is not None else led))
    told = merged(found, readings.passes, filename)
    return [finding for finding in told if not (whole and finding.hopeless() and _uncalled(finding))]


def closed(text: str, filename: str, readings: Passes) -> bool:
    """Whether a source for the preprocessor is all that there is: no header, nothing included, nothing left open."""
    if suffix(filename) not in _WRITTEN - _HEADERS or len(readings.passes) != 1 or readings.passes[0].stubs:
        return False
    return not any(line.lstrip().startswith("#") and _OPENS.match(line) for line in text.splitlines())


def _uncalled(finding: Finding) -> bool:
    """Whether a finding lies in a macro that nobody calls: a whole source is not refused for what is in there."""
    return bool(finding.stack) and finding.stack[0].line is None


def _of_stubs(part: Difference, reading: Pass) -> bool:
    """Whether a difference says something of the stubs that lead a pass rather than of the source."""
    from gasmacro.source.stubs import foreign

    place, cause = part.place.origin, part.cause.origin
    return foreign(reading.stubs, place.file, cause.text, hopeless=not part.outcomes)


def _readings(
    text: str, filename: str, config: Config, around: Setting, files: Files, profiles: Sequence[Profile]
) -> Passes:
    """The texts that a source stands for: one as it stands, the passes over its C preprocessor lines, the assembler
    inside its C."""
    from gasmacro.source.written import Pass, Passes, has_macro_work, passes

    kind = suffix(filename)
    if config.cpp and (kind in _C or (kind in _WRITTEN and (config.mode == "preprocessed" or kind not in _HEADERS))):
        return _compiled(text, filename, config, around)
    auto = config.mode == "auto" and around.known and kind not in _HEADERS
    if kind in _WRITTEN - _C and (config.mode == "preprocessed" or auto):
        return _preprocessed(text, filename, config, around, files, profiles)
    if kind in _WRITTEN:
        from gasmacro.source.stubs import with_stubs

        made = Passes([], [])
        if kind not in _C:
            made = passes(
                text,
                filename,
                files=files,
                defines=(*around.defines, *config.defines),
                undefines=_undefined(around, config),
                header=kind in _HEADERS,
            )
            with_stubs(made, text, filename, config.arch or around.arch or DEFAULT_ARCH, config.stubs)
        if kind in _HEADERS:
            inside = _in_c(text, filename, config, around)
            made.passes += inside.passes
            made.notes += inside.notes
        return made
    if kind == ".lds":
        return Passes([], [])
    if kind in _PREPROCESSED and _is_c(text):
        return _in_c(text, filename, config, around)
    if kind in _UNSURE and not has_macro_work(text):
        return Passes([], [])
    text, places = _marked(text)
    reading = Pass(text, {}, {})
    reading.places = places
    return Passes([reading], [])


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
    reading.whole = suffix(filename) not in _HEADERS and not first.notes
    return Passes([reading], list(first.notes))


def _compiled(text: str, filename: str, config: Config, around: Setting) -> Passes:
    """What all families read of a source behind the user's compiler."""
    from gasmacro.source.compiler import compiled
    from gasmacro.source.written import Pass, Passes

    if suffix(filename) in _C and not _macros(text):
        return Passes([], [])
    made = compiled(text, filename, config.cpp, combined(config, around))
    if suffix(filename) in _C:
        return _in_c(made.text, os.path.splitext(filename)[0] + ".i", config, around)
    reading = Pass(made.text, {}, {})
    reading.places = made.places
    reading.whole = suffix(filename) not in _HEADERS
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
    if suffix(filename) not in _PREPROCESSED:
        given = (*around.defines, *config.defines)
        return written_in_c(text, filename, registers, given, _undefined(around, config))
    found = inline(text, filename, registers)
    return Passes([found] if found is not None else [], [])


def suffix(filename: str) -> str:
    """The suffix that says what a file is: `.S` and `.s` differ, and `.lds` is a linker's script."""
    found = os.path.splitext(filename)[1]
    if filename.endswith((".lds.S", ".its.S", ".dts.S")):  # what the preprocessor alone reads of a kernel
        return ".lds"
    return found if found == ".S" else found.lower()


def _text(source: str | bytes, filename: str) -> str:
    from gasmacro.source.files import decode, legible

    return legible(decode(source) if isinstance(source, bytes) else source, filename)


def _files(filename: str, include_dirs: Sequence[str], around: Setting, named: Sequence[str] = ()) -> Files:
    from gasmacro.source.files import Disk

    return Disk(os.path.dirname(filename), (*include_dirs, *around.folders()), around.root, around.renamed, named=named)


class _Led:
    """Leads an error in a preprocessed text back to the sources."""

    __slots__ = ("places",)

    def __init__(self, places: located.Way | None) -> None:
        self.places = places

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if self.places is not None and isinstance(error, GasmacroError):
            from gasmacro.source import located

            located.error(error, self.places)


class Guard:
    """Turns what Python itself gives up on into a limit of gasmacro's that is told. Inside, rings of objects are not
    looked for: there are many objects and few rings, and looking costs a quarter of the time."""

    __slots__ = ("_collecting", "filename")

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self._collecting = False

    def __enter__(self) -> None:
        self._collecting = gc.isenabled()
        gc.disable()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if self._collecting:
            gc.enable()
        if isinstance(error, RecursionError):
            raise LimitError("is nested deeper than gasmacro follows", file=self.filename) from None
        if isinstance(error, MemoryError):
            raise LimitError("needs more memory than there is", file=self.filename) from None
