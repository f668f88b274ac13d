"""OpenH264: the architecture by folder."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {"arm": "arm", "arm64": "aarch64"}


def _setting(path: str) -> Setting:
    if path.endswith(".asm"):
        return Setting(skipped="of another assembler, NASM")
    arch = by_folder(path, _ARCHES)
    own = {"arm": "codec/common/arm", "aarch64": "codec/common/arm64"}.get(arch)
    its = {"arm": ("HAVE_NEON",), "aarch64": ("HAVE_NEON_AARCH64",)}
    return Setting(arch=arch, include_dirs=(own,) if own else (), defines=its.get(arch, ()))


TREE = Tree("OpenH264", ("openh264.def", "codec/common", "codec/encoder", "codec/decoder"), _setting)
