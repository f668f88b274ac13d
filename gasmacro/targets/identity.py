"""The names by which C preprocessor lines tell architectures and object formats apart.

In: an architecture.  Out: what is defined, as `NAME=TEXT`, and what is not.  Rule: gasmacro models ELF, so the names of
other formats' platforms are not defined, nor those of other architectures.  The texts are those of `predefined/`.
"""

from __future__ import annotations

import re

from gasmacro.targets.preprocessors import preprocessor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_ARCHES = {
    "aarch64": ("__aarch64__", "__AARCH64EL__"),
    "arm": ("__arm__", "__ARMEL__"),
    "i386": ("__i386__", "__i386"),
    "loongarch64": ("__loongarch__", "__loongarch64"),
    "mips": ("__mips__", "__mips"),
    "powerpc64le": ("__powerpc64__", "__PPC64__", "__powerpc__", "__PPC__", "_CALL_ELF"),
    "riscv64": ("__riscv",),
    "s390x": ("__s390x__", "__s390__"),
    "x86_64": ("__x86_64__", "__x86_64", "__amd64__", "__amd64"),
}
_BIG = {"arm": ("__ARMEB__",), "aarch64": ("__AARCH64EB__",)}
_OTHER_FORMATS = (
    "__APPLE__", "__MACH__", "_WIN32", "__WIN32__", "_WIN64", "__WIN64__", "__CYGWIN__", "__MINGW32__", "__MINGW64__",
    "_MSC_VER", "_M_ARM", "_M_ARM64", "_M_IX86", "_M_X64",
)  # fmt: skip


# Names of one family's compiler, by which sources choose what its assembler is to read.
_COMPILERS = {
    "clang": (
        "__clang__",
        "__clang_major__",
        "__clang_minor__",
        "__clang_patchlevel__",
        "__clang_version__",
        "__llvm__",
    )
}


def tells_compilers(text: str) -> bool:
    """Whether a text names a compiler in a way that only one family has. A quick look, true rather too often."""
    return any(name in text for names in _COMPILERS.values() for name in names)


def compilers(family: str, arch: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a family's compiler defines of such names, as `NAME=TEXT`, and the names that are others'."""
    known = preprocessor(family, arch).names
    own = tuple(f"{name}={known[name]}" for name in _COMPILERS.get(family, ()) if name in known)
    return own, tuple(name for other, names in _COMPILERS.items() if other != family for name in names)


def identity(arch: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is defined, and the names that are not."""
    known = preprocessor("gas", arch).names
    own = tuple(f"{name}={known[name]}" for name in _ARCHES.get(arch, ()) if name in known)
    others = tuple(
        name for other, names in _ARCHES.items() if other != arch for name in names if name not in _ARCHES.get(arch, ())
    )
    return ("__ELF__=1", *own), (*_OTHER_FORMATS, *others, *_BIG.get(arch, ()))


def told_apart(arch: str, lines: Iterable[str]) -> list[str]:
    """The architectures other than one that C preprocessor lines name."""
    words = {word for line in lines for word in _WORD.findall(line)}
    return [other for other, names in _ARCHES.items() if other != arch and not words.isdisjoint(names[:2])]


_WORD = re.compile(r"__\w+")
