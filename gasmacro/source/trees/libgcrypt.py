"""libgcrypt: the architecture by folder of `mpi`, and by the names of files."""

from __future__ import annotations

import re

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {
    "aarch64": "aarch64",
    "amd64": "x86_64",
    "arm": "arm",
    "i386": "i386",
    "mips3": "mips",
}
_OTHER = dict.fromkeys(
    (
        "alpha",
        "hppa",
        "hppa1.1",
        "m68k",
        "mc68020",
        "pa7100",
        "power",
        "powerpc32",
        "sparc32",
        "sparc32v8",
        "supersparc",
    ),
    "other",
)
_NAMED = re.compile(r"-(aarch64|amd64|arm|i386|s390x|ppc)(?=[-.v])")
_NAMES = {**_ARCHES, "s390x": "s390x", "ppc": "powerpc64le"}


def _setting(path: str) -> Setting:
    if by_folder(path, _OTHER):
        return Setting(skipped="an architecture that gasmacro does not model")
    named = _NAMED.findall(path.rsplit("/", 1)[-1])
    arch = by_folder(path, _ARCHES) or (_NAMES[named[-1]] if named else "")
    folder = {"x86_64": "mpi/amd64", "aarch64": "mpi/aarch64", "arm": "mpi/arm", "i386": "mpi/i386"}.get(arch)
    return Setting(arch=arch, include_dirs=(".", "mpi", "cipher", *((folder,) if folder else ())))


TREE = Tree("libgcrypt", ("mpi", "cipher", "src/gcrypt.h.in", "configure.ac"), _setting)
