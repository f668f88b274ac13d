"""Known trees: what is known of a file by its place, and that nothing leads out of the tree."""

from __future__ import annotations

from pathlib import Path

import pytest

import gasmacro
from gasmacro.api import Config
from gasmacro.source.setting import Setting
from gasmacro.source.trees import Trees, trees
from gasmacro.targets.arch import names

SPLIT = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n m 1 -2\n"


def plant(root: Path, name: str) -> Path:
    """A tree's marks, as folders."""
    (tree,) = [each for each in trees() if each.name == name]
    for mark in tree.marks:
        path = root / mark
        if "." in path.name or path.name in ("Kbuild", "Kconfig", "configure", "autogen"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        else:
            path.mkdir(parents=True, exist_ok=True)
    return root


def setting(root: Path, path: str) -> Setting:
    found = Trees().setting(str(root / path))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "path", "arch"),
    [
        ("Linux", "arch/x86/entry/entry_64.S", "x86_64"),
        ("Linux", "arch/x86/entry/calling.h", "x86_64"),
        ("Linux", "arch/x86/entry/entry_32.S", "i386"),
        ("Linux", "arch/x86/boot/header.S", "i386"),
        ("Linux", "arch/x86/boot/compressed/head_64.S", "x86_64"),
        ("Linux", "arch/x86/entry/vdso/vdso32/note.S", "i386"),
        ("Linux", "arch/arm64/kernel/entry.S", "aarch64"),
        ("Linux", "arch/arm/include/asm/assembler.h", "arm"),
        ("Linux", "arch/powerpc/kernel/head_64.S", "powerpc64le"),
        ("Linux", "arch/loongarch/kernel/entry.S", "loongarch64"),
        ("Linux", "arch/s390/kernel/entry.S", "s390x"),
        ("Linux", "drivers/scsi/arm/acornscsi-io.S", "arm"),
        ("Linux", "drivers/watchdog/octeon-wdt-nmi.S", "mips"),
        ("Linux", "tools/testing/selftests/arm64/fp/za-test.S", "aarch64"),
        ("Linux", "tools/testing/selftests/x86/thunks_32.S", "i386"),
        ("Linux", "kernel/kheaders.c", ""),
        ("U-Boot", "arch/arm/cpu/armv7/start.S", "arm"),
        ("U-Boot", "arch/arm/cpu/armv8/start.S", "aarch64"),
        ("U-Boot", "arch/x86/cpu/start64.S", "x86_64"),
        ("U-Boot", "arch/x86/cpu/start.S", "i386"),
        ("U-Boot", "arch/riscv/cpu/start.S", "riscv64"),
        ("Xen", "xen/arch/x86/x86_64/entry.S", "x86_64"),
        ("Xen", "xen/arch/arm/arm32/head.S", "arm"),
        ("Xen", "xen/arch/arm/arm64/entry.S", "aarch64"),
        ("Xen", "xen/arch/arm/include/asm/arm64/macros.h", "aarch64"),
        ("FreeBSD", "sys/amd64/amd64/exception.S", "x86_64"),
        ("FreeBSD", "sys/arm64/arm64/exception.S", "aarch64"),
        ("FreeBSD", "lib/libc/amd64/string/memcpy.S", "x86_64"),
        ("dav1d", "src/arm/32/mc.S", "arm"),
        ("dav1d", "src/arm/64/mc.S", "aarch64"),
        ("dav1d", "src/loongarch/mc.S", "loongarch64"),
        ("FFmpeg", "libavcodec/arm/vp8dsp_neon.S", "arm"),
        ("FFmpeg", "libswscale/aarch64/hscale.S", "aarch64"),
        ("x264", "common/aarch64/dct-a.S", "aarch64"),
        ("x264", "tools/checkasm-arm.S", "arm"),
        ("x264", "tools/checkasm-aarch64.S", "aarch64"),
        ("dav1d", "tests/checkasm/arm/checkasm_32.S", "arm"),
        ("dav1d", "tests/checkasm/arm/checkasm_64.S", "aarch64"),
        ("U-Boot", "arch/arm/lib/div64.S", "arm"),
        ("U-Boot", "arch/arm/mach-octeontx2/lowlevel_init.S", "aarch64"),
        ("U-Boot", "board/freescale/ls1021aiot/psci.S", "arm"),
        ("U-Boot", "board/xilinx/zynqmp/pm_cfg_obj.S", "aarch64"),
        ("x265", "source/common/arm/asm.S", "arm"),
        ("x265", "source/common/aarch64/asm.S", "aarch64"),
        ("x265", "source/test/checkasm-arm.S", "arm"),
        ("OpenH264", "codec/encoder/core/arm64/reconstruct_aarch64_neon.S", "aarch64"),
        ("OpenH264", "codec/common/arm/mc_neon.S", "arm"),
        ("OpenBLAS", "kernel/x86_64/dgemm_kernel_4x8_haswell.S", "x86_64"),
        ("OpenBLAS", "kernel/zarch/ctrmm4x4V.S", "s390x"),
        ("libgcrypt", "cipher/rijndael-armv8-aarch64-ce.S", "aarch64"),
        ("libgcrypt", "cipher/rijndael-armv8-aarch32-ce.S", "arm"),
        ("libgcrypt", "cipher/sha256-avx-amd64.S", "x86_64"),
        ("libgcrypt", "cipher/rijndael-arm.S", "arm"),
        ("libgcrypt", "mpi/i386/mpih-mul1.S", "i386"),
        ("newlib", "newlib/libc/machine/aarch64/memcpy.S", "aarch64"),
        ("newlib", "libgloss/arm/crt0.S", "arm"),
        ("Trusted Firmware-A", "lib/cpus/aarch64/cortex_a53.S", "aarch64"),
        ("Trusted Firmware-A", "lib/cpus/aarch32/cortex_a53.S", "arm"),
        ("Pixman", "pixman/pixman-arma64-neon-asm.S", "aarch64"),
        ("Pixman", "pixman/pixman-arm-neon-asm.S", "arm"),
        ("libjpeg-turbo", "simd/arm/aarch32/jsimd_neon.S", "arm"),
        ("OpenSBI", "firmware/fw_base.S", "riscv64"),
        ("libffi", "src/x86/unix64.S", "x86_64"),
        ("libffi", "src/x86/sysv.S", "i386"),
        ("libffi", "src/powerpc/linux64.S", "powerpc64le"),
        ("mpg123", "src/libmpg123/dct64_neon64.S", "aarch64"),
        ("mpg123", "src/libmpg123/dct64_neon.S", "arm"),
        ("mpg123", "src/libmpg123/synth_sse.S", "i386"),
        ("mlkem-native", "dev/aarch64_opt/src/ntt.S", "aarch64"),
        ("mlkem-native", "mlkem/src/native/x86_64/src/ntt.S", "x86_64"),
        ("s2n-bignum", "arm/p256/bignum_add_p256.S", "aarch64"),
        ("s2n-bignum", "x86_att/p256/bignum_add_p256.S", "x86_64"),
    ],
)
def test_the_architecture_is_that_of_the_place(tmp_path: Path, name: str, path: str, arch: str) -> None:
    found = setting(plant(tmp_path, name), path)
    assert (found.arch, found.skipped) == (arch, "")
    assert arch in ("", *names())


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Linux", "arch/sparc/kernel/entry.S"),
        ("Linux", "drivers/crypto/n2_asm.S"),
        ("U-Boot", "arch/sh/lib/udivsi3.S"),
        ("U-Boot", "board/sysam/stmark2/sbf_dram_init.S"),
        ("U-Boot", "examples/api/crt0.S"),
        ("OpenBLAS", "kernel/ia64/dot.S"),
        ("newlib", "libgloss/xtensa/crt1-boards.S"),
        ("libffi", "src/ia64/unix.S"),
        ("libffi", "src/x86/win64_intel.S"),
        ("dav1d", "src/x86/mc_avx2.asm"),
    ],
)
def test_what_is_not_modelled_is_left_out_and_told(tmp_path: Path, name: str, path: str) -> None:
    file = plant(tmp_path, name) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(SPLIT)
    assert setting(tmp_path, path).skipped
    (report,) = gasmacro.check_paths([file])
    assert (report.findings, report.errors) == ((), ())
    assert report.notes[0].startswith("left out: ")
    (asked,) = gasmacro.check_paths([file], config=Config(arch="x86_64"))
    assert [found.rule for found in asked.findings] == ["GM101"]


def test_outside_trees_nothing_is_guessed(tmp_path: Path) -> None:
    (tmp_path / "arch/arm64").mkdir(parents=True)
    assert Trees().setting(str(tmp_path / "arch/arm64/a.S")) is None


def test_a_file_has_its_architecture_in_one_run(tmp_path: Path) -> None:
    plant(tmp_path, "Linux")
    # What begins a comment on one architecture is an operand on the other.
    source = ".macro m a, b=9\n .byte \\a\n.endm\n m 1 @ -2\n"
    for arch in ("x86", "arm"):
        (tmp_path / "arch" / arch).mkdir()
        (tmp_path / "arch" / arch / "a.S").write_text(source)
    reports = {Path(report.file).parent.name: report for report in gasmacro.check_paths([tmp_path])}
    assert reports["arm"].findings == ()
    assert len(reports["x86"].findings) == 1
    chosen = gasmacro.check_paths([tmp_path / "arch"], config=Config(flags=False))
    assert [len(report.findings) for report in chosen] == [1, 1]


def test_headers_of_the_tree_are_followed_and_missing_ones_do_no_harm(tmp_path: Path) -> None:
    plant(tmp_path, "Linux")
    (tmp_path / "arch/x86/include/asm").mkdir(parents=True)
    (tmp_path / "arch/x86/include/asm/m.h").write_text(".macro m a, b=9\n .byte \\a, \\b\n.endm\n")
    (tmp_path / "arch/x86/a.S").write_text("#include <generated/none.h>\n#include <asm/m.h>\n m 1 -2\n")
    (report,) = gasmacro.check_paths([tmp_path / "arch/x86/a.S"])
    assert [(found.rule, Path(found.file).name, found.line) for found in report.findings] == [("GM101", "a.S", 3)]


def test_names_that_the_tree_knows_decide(tmp_path: Path) -> None:
    plant(tmp_path, "Linux")
    (tmp_path / "arch/x86").mkdir()
    file = tmp_path / "arch/x86/a.S"
    file.write_text(f"#ifdef CONFIG_X86_32\n{SPLIT}#endif\n#ifndef __KERNEL__\n{SPLIT}#endif\n")
    assert next(gasmacro.check_paths([file])).findings == ()
    (report,) = gasmacro.check_paths([file], config=Config(defines=["CONFIG_X86_32"]))
    assert len(report.findings) == 1


def test_a_folder_of_the_tree_that_leads_out_of_it_is_none(tmp_path: Path) -> None:
    root = plant(tmp_path / "tree", "Linux")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/m.h").write_text(".macro m a, b=9\n .byte \\a, \\b\n.endm\n")
    (root / "arch/x86").mkdir()
    (root / "arch/x86/include").symlink_to(tmp_path / "secret")
    (root / "arch/x86/a.S").write_text("#include <m.h>\n m 1 -2\n")
    assert next(gasmacro.check_paths([root / "arch/x86/a.S"])).findings == ()


@pytest.mark.parametrize("tree", trees(), ids=lambda tree: tree.name)
def test_a_tree_knows_its_marks(tree: object, tmp_path: Path) -> None:
    name = tree.name  # type: ignore[attr-defined]
    found = setting(plant(tmp_path, name), "a.S")
    assert name in found.origin
    assert found.root == str(tmp_path)
