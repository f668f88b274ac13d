"""A compiler's command: what its options say of one assembler source.

In: the words of a command, the folder it runs in, the source.  Out: a `Setting`.  Rule: options are those that `gcc`
and `clang` share, a word that is no option of the preprocessor's or of the target's is passed over; no shell reads
anything.
"""

from __future__ import annotations

import os
import re

from gasmacro.errors import GasmacroError
from gasmacro.source.files import below, decode, read_regular
from gasmacro.source.setting import Setting
from gasmacro.targets.arch import architecture, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Programs that only start the compiler that comes after them.
_WRAPPERS = frozenset(("ccache", "sccache", "distcc", "icecc", "env", "time", "nice"))
# `aarch64-linux-gnu-gcc-12`: what stands before the compiler's own name is a triple, or a part of one.
_COMPILER = re.compile(
    r"(?:.*[\\/])?(?:(?P<triple>[\w.]+(?:-[\w.]+)*)-)?(?:gcc|cc|c\+\+|g\+\+|clang(?:\+\+)?|cpp|as)(?:-[\d.]+)?(?:\.exe)?"
)
# Architectures that compilers know and gasmacro does not.
_UNMODELLED = re.compile(
    r"(alpha|arc|avr|bpf|csky|hexagon|hppa|parisc|ia64|lanai|m68k|microblaze|msp430|nios2|or1k|sh[34]?|sparc|ve|wasm|xtensa)"
    r"(?:\d*|el|eb|be|le|v9|_?64)?(?:-|\Z)"
)
# Options whose value is the rest of the word, or the next word.
_VALUED = (
    "-include",
    "-imacros",
    "-isystem",
    "-idirafter",
    "-iquote",
    "-D",
    "-U",
    "-I",
    "-target",
    "--target",
    "-arch",
)
_WITH_EQUALS = ("--include", "--target", "-march")
_DEFSYM = re.compile(r"--?defsym(?==|\Z)")
_RESPONSES = 5  # files in files


class Command:
    """A command: its `words`, the `directory` it runs in, the `origin` in words, `root` the folder it speaks for."""

    __slots__ = ("directory", "origin", "root", "words")

    def __init__(self, words: Sequence[str], directory: str, origin: str, root: str) -> None:
        self.words = list(words)
        self.directory = directory
        self.origin = origin
        self.root = root


class _Read:
    """What the options of a command said, paths as they were written."""

    def __init__(self) -> None:
        self.macros: list[tuple[str, str]] = []
        self.paths: dict[str, list[str]] = {"-I": [], "-iquote": [], "-isystem": [], "-idirafter": [], "-include": []}
        self.symbols: list[str] = []
        self.triple = ""
        self.march = ""
        self.narrow = False


def setting(command: Command, path: str, root: str = "") -> Setting:
    """What a command says of the source at `path`. Only folders and files below `root` are taken where it is given."""
    read = _read(_expanded(command, root))
    relative = not os.path.isabs(path)

    def taken(names: Sequence[str], exists: object) -> tuple[str, ...]:
        assert callable(exists)
        found = []
        for name in names:
            place = os.path.normpath(os.path.join(command.directory, name))
            if exists(place) and (not root or below(os.path.realpath(place), os.path.realpath(root))):
                found.append(os.path.relpath(place) if relative and below(place, os.getcwd()) else place)
        return tuple(dict.fromkeys(found))

    names = {name: kind + text for kind, name, text in _macros(read.macros)}
    arch, skipped = _arch(read)
    return Setting(
        arch=arch,
        skipped=skipped,
        known=True,
        include_dirs=taken(read.paths["-I"], os.path.isdir),
        quote_dirs=taken(read.paths["-iquote"], os.path.isdir),
        system_dirs=taken([*read.paths["-isystem"], *read.paths["-idirafter"]], os.path.isdir),
        includes=taken(read.paths["-include"], os.path.isfile),
        defines=tuple(text[1:] for text in names.values() if text[0] == "D"),
        undefines=tuple(text[1:] for text in names.values() if text[0] == "U"),
        symbols=_symbols(read.symbols),
        command=command.words,
        directory=command.directory,
        origin=command.origin,
        root=root,
    )


def _macros(macros: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Kind, name and text of each `-D` and `-U`; of a name the last counts."""
    for kind, text in macros:
        name = re.split(r"[=(]", text, maxsplit=1)[0]
        if name:
            yield kind, name, text


def _expanded(command: Command, root: str, depth: int = 0) -> list[str]:
    """The words with those of the files that `@file` names in their place."""
    words: list[str] = []
    for word in command.words:
        name = os.path.join(command.directory, word[1:])
        if word[:1] != "@" or len(word) < 2 or depth >= _RESPONSES:
            words.append(word)
        elif not root or below(os.path.realpath(name), os.path.realpath(root)):
            try:
                inner = split(decode(read_regular(name)))
            except GasmacroError:
                continue
            words += _expanded(Command(inner, command.directory, command.origin, command.root), root, depth + 1)
    return words


def _read(words: Sequence[str]) -> _Read:
    read = _Read()
    at = 0
    while at < len(words) and (os.path.basename(words[at]) in _WRAPPERS or "=" in words[at]):
        at += 1
    compiler = _COMPILER.fullmatch(words[at]) if at < len(words) else None
    read.triple = (compiler["triple"] or "") if compiler is not None else ""
    at += 1
    while at < len(words):
        at = _option(words, at, read)
    return read


def _option(words: Sequence[str], at: int, read: _Read) -> int:
    """Takes in the option at an index; the index of the next one."""
    word = words[at]
    if word in ("-m32", "-mx32", "-m64"):
        read.narrow = word == "-m32"
    if word == "-Xassembler":
        return _to_assembler(words, at, read)
    if _DEFSYM.match(word):
        _handed_on(words[at : at + 2], read)
        return at + 2 if _DEFSYM.fullmatch(word) else at + 1
    if word in ("-o", "-MF", "-MT", "-MQ", "-x", "-Xclang"):
        return at + 2
    if word.startswith(("-Wa,", "-Wp,")):
        _handed_on(word.split(",")[1:], read)
        return at + 1
    name, equals, value = word.partition("=")
    if equals and name in _WITH_EQUALS:
        _take("-include" if name == "--include" else name, value, read)
        return at + 1
    for option in _VALUED:
        if word == option:
            if at + 1 < len(words):
                _take(option, words[at + 1], read)
            return at + 2
        if word.startswith(option) and (len(option) == 2 or option[:2] == "-i"):
            _take(option, word[len(option) :], read)
            return at + 1
    return at + 1


def _to_assembler(words: Sequence[str], at: int, read: _Read) -> int:
    """Takes in options that a compiler hands to its assembler one by one; the index of the next option."""
    inner = []
    while at + 1 < len(words) and words[at] == "-Xassembler":
        inner.append(words[at + 1])
        at += 2
    _handed_on(inner, read)
    return at if inner else at + 1


def _handed_on(inner: Sequence[str], read: _Read) -> None:
    """Takes in what a compiler hands on to its assembler or preprocessor."""
    place = 0
    while place < len(inner):
        if _DEFSYM.fullmatch(inner[place]):
            read.symbols += inner[place + 1 : place + 2]
            place += 2
        elif found := _DEFSYM.match(inner[place]):
            read.symbols.append(inner[place][found.end() + 1 :])
            place += 1
        else:
            place = _option(inner, place, read) if inner[place].startswith(("-I", "-D", "-U")) else place + 1


def _symbols(given: Sequence[str]) -> tuple[str, ...]:
    """The symbols that assemblers are told; of a name the last counts."""
    return tuple({each.partition("=")[0]: each for each in given if "=" in each}.values())


def _take(option: str, value: str, read: _Read) -> None:
    if option in ("-D", "-U"):
        read.macros.append((option[1], value))
    elif option in ("-include", "-imacros"):
        read.paths["-include"].append(value)
    elif option in read.paths:
        read.paths[option].append(value)
    elif option in ("-target", "--target", "-arch"):
        read.triple = value
    elif option == "-march":
        read.march = value


def _arch(read: _Read) -> tuple[str, str]:
    """The architecture, "" if the command does not say it, and why the source is left out."""
    if read.triple and (other := _UNMODELLED.match(read.triple)):
        return "", f"{other[1]}, an architecture that gasmacro does not model"
    arch = spelled(read.triple) or spelled(read.march)
    if read.narrow:
        arch = architecture(arch).narrow or arch if arch else "i386"
    return arch, ""


def split(text: str) -> list[str]:
    """The words of a command line, as a shell that expands nothing would part them: quotes and backslashes only.

    Of several commands (`;`, `&&`, `|`) the first counts.  Raises `ValueError` for a quote that does not end.
    """
    import shlex

    reader = shlex.shlex(text, posix=True, punctuation_chars=";&|")
    reader.whitespace_split = True
    reader.commenters = ""
    words = []
    for word in reader:
        if word and not word.strip(";&|"):
            break
        words.append(word)
    return words


def preprocessing(words: Sequence[str]) -> list[str]:
    """A command that compiles or assembles as one that preprocesses to standard output; its source is left out."""
    made: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word in _WITH_FILE:
            at += 2
            continue
        if not (word in _OUTPUTS or word.startswith(_WRITES) or (_SOURCE.search(word) and not _takes(made))):
            made.append(word)
        at += 1
    return [*made, "-E"]


_WITH_FILE = frozenset(("-o", "-MF", "-MT", "-MQ", "-MJ", "-x"))
_OUTPUTS = frozenset(("-c", "-S", "-P", "-MD", "-MMD", "-MP", "-MG", "-M", "-MM", "--"))
_WRITES = ("-Wp,-MD", "-Wp,-MMD", "-o", "-MF", "-save-temps", "--save-temps", "-x")
_SOURCE = re.compile(r"\.(?:S|s|sx|c|cc|cpp|cxx|h|inc|asm)\Z")


def _takes(words: Sequence[str]) -> bool:
    """Whether the option at the end takes the next word."""
    return bool(words) and (words[-1] in _VALUED or words[-1] in ("-isysroot", "--sysroot", "-specs", "-Xclang"))
