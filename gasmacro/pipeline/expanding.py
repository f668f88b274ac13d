"""One source under one assembler: read, preprocessed where its name says so, expanded, led back to its files.

In: a source, a setting, an assembler.  Out: an `Expansion`, or the texts that the assemblers of each family get.
"""

from __future__ import annotations

from gasmacro.errors import InputError
from gasmacro.pipeline.guard import Guard, Led
from gasmacro.pipeline.inputs import files_of, marked_text, own_and_other, text_of
from gasmacro.pipeline.of_c import expansion_of_c, is_c
from gasmacro.source.kinds import WRITTEN, suffix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gasmacro.model import Expansion
    from gasmacro.source import located
    from gasmacro.source.setting import Setting


def expand_under(
    source: str | bytes,
    setting: Setting,
    assembler: str,
    arch: str,
    filename: str,
    *,
    as_written: bool = False,
    named: Sequence[str] = (),
    cpp: Sequence[str] = (),
) -> Expansion:
    """The expansion of a source under one assembler, `setting` being what is known from outside it; `named` are files
    that the user named, which may be read wherever they are, `cpp` the user's commands that preprocess (none: none is
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
    cpp: Sequence[str],
) -> Expansion:
    """The expansion under a family, release and architecture."""
    from gasmacro.engine.machine import run
    from gasmacro.engine.render import expansion
    from gasmacro.source import located
    from gasmacro.targets.ranges import profile

    family, release, arch = target
    chosen = profile(family, release, arch)
    text = text_of(source, filename)
    files = files_of(filename, (), setting, named)
    symbols = setting.defines
    if symbols and (setting.known or suffix(filename) in WRITTEN):  # meant for a preprocessor
        from gasmacro.engine.defsym import numbers

        symbols = numbers(symbols)
    places: located.Way | None = None
    if is_c(text, filename):
        with Guard(filename):
            return expansion_of_c(text, filename, setting, chosen, own_and_other((family,), cpp)[0].get(family, ""))
    with Guard(filename):
        commands, _ = own_and_other((family,), () if as_written or suffix(filename) not in WRITTEN else cpp)
        command = commands.get(family, "")
        if command:
            from gasmacro.source.compiler import compiled

            ready = compiled(text, filename, command, setting)
            text, places, symbols = ready.text, ready.places, ()
        elif suffix(filename) in WRITTEN and not as_written:
            from gasmacro.source.preprocessed import preprocess

            made = preprocess(text, filename, families=(family,), arch=arch, setting=setting, files=files)[family]
            text, places, symbols = made.text, made.places, ()
        elif suffix(filename) in WRITTEN:
            from gasmacro.source.kept import hidden, shown

            text, kept = hidden(text, filename)
            return shown(expansion(run(text, chosen, filename=filename, files=files, defines=symbols)), kept)
        else:
            text, places = marked_text(text)
        with Led(places):
            done = expansion(run(text, chosen, filename=filename, files=files, defines=symbols))
    return located.expansion(done, places) if places is not None else done


def assembler_texts(
    source: str | bytes,
    filename: str,
    setting: Setting,
    families: Sequence[str],
    arch: str,
    named: Sequence[str] = (),
    cpp: Sequence[str] = (),
) -> dict[str, str]:
    """A source as the assemblers of each family get it: behind their preprocessors, where `filename` says that it holds
    C preprocessor lines. Arguments and errors as for `expand_under`."""
    text = text_of(source, filename)
    if is_c(text, filename):
        raise InputError("is C: assemblers are asked about what a compiler makes of it (gcc -S)", file=filename)
    if suffix(filename) not in WRITTEN:
        return dict.fromkeys(families, text)
    commands, ours = own_and_other(families, cpp)
    texts: dict[str, str] = {}
    if commands:
        from gasmacro.source.compiler import compiled

        made_by = {each: compiled(text, filename, each, setting).text for each in dict.fromkeys(commands.values())}
        texts = {family: made_by[command] for family, command in commands.items()}
    if ours:
        from gasmacro.source.cpp.places import plain
        from gasmacro.source.preprocessed import preprocess

        files = files_of(filename, (), setting, named)
        with Guard(filename):
            made = preprocess(text, filename, families=ours, arch=arch, setting=setting, files=files)
        texts |= {family: plain(each.text) for family, each in made.items()}
    return texts
