"""The compilers and build tools that make the corpus: Debian 12's, unpacked under the corpus and never installed.

In: an architecture.  Out: the command of its compiler, and the environment in which it and kbuild run.  Rule: compilers
find their parts relative to themselves; what they link against is on LD_LIBRARY_PATH.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.corpus.debian import Suite
from tests.corpus.store import home

SUITE = "bookworm"
_BUILD_TOOLS = ("bc", "bison", "flex", "m4", "libelf-dev", "libssl-dev", "xz-utils")
CROSS = {
    "arm": "arm-linux-gnueabihf",
    "aarch64": "aarch64-linux-gnu",
    "riscv64": "riscv64-linux-gnu",
    "powerpc64le": "powerpc64le-linux-gnu",
    "s390x": "s390x-linux-gnu",
    "mips": "mips-linux-gnu",
}
"""Architecture to the prefix of its cross tools; x86_64 and i386 take the machine's own gcc."""

CLANG_TARGETS = {"loongarch64": "loongarch64-linux-gnu"}
"""Architectures for which this suite has no gcc, to clang's name of them."""

_LIBC = {
    "arm": "armhf",
    "aarch64": "arm64",
    "riscv64": "riscv64",
    "powerpc64le": "ppc64el",
    "s390x": "s390x",
    "mips": "mips",
}


def root() -> Path:
    return home() / "tools"


def need(*packages: str) -> None:
    """Unpack these packages of the suite, once."""
    seen = root() / ".unpacked"
    seen.mkdir(parents=True, exist_ok=True)
    missing = [each for each in packages if not (seen / each).exists()]
    if missing:
        Suite(SUITE).unpack_with_needs(missing, root())
        for each in missing:
            (seen / each).touch()


def compiler(arch: str) -> tuple[str, ...]:
    """The command of the compiler for `arch`, its package unpacked; runs in `environment`."""
    if arch in CLANG_TARGETS:
        return (*clang(), f"--target={CLANG_TARGETS[arch]}")
    if arch not in CROSS:
        return ("gcc",)
    need(f"gcc-12-{CROSS[arch]}", f"libc6-dev-{_LIBC[arch]}-cross")
    return (f"{CROSS[arch]}-gcc-12",)


def clang() -> tuple[str, ...]:
    """The command of clang 19, its package unpacked; runs in `environment`."""
    need("clang-19")
    return ("clang-19",)


def build_tools() -> None:
    """What kbuild runs beside gcc, make and perl."""
    need(*_BUILD_TOOLS)


def environment() -> dict[str, str]:
    """The environment for unpacked compilers and build tools."""
    tools = root() / "usr"
    libraries = [tools / "lib/x86_64-linux-gnu", root() / "lib/x86_64-linux-gnu"]
    headers = [tools / "include", tools / "include/x86_64-linux-gnu"]
    return {
        **os.environ,
        "PATH": f"{tools / 'bin'}:{os.environ['PATH']}",
        "LD_LIBRARY_PATH": ":".join(map(str, libraries)),
        "BISON_PKGDATADIR": str(tools / "share/bison"),
        "M4": str(tools / "bin/m4"),
        "HOSTCFLAGS": " ".join(f"-I{each}" for each in headers),
        "HOSTLDFLAGS": " ".join(f"-L{each}" for each in libraries),
        "LC_ALL": "C",
    }
