"""Macro-heavy projects that Debian has as source packages: rows, and how a row becomes a set.

In: a row of `PROJECTS`.  Out: a manifest.  Rule: no project's own configuration is run; the row has the few lines of
`config.h` that its assembler sources read, with the values that a build for Linux has.
"""

from __future__ import annotations

import dataclasses
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.corpus import toolchain
from tests.corpus.debian import Suite
from tests.corpus.preprocess import Refused, preprocess
from tests.corpus.store import Manifest, home

SUITE = "trixie"


@dataclasses.dataclass(frozen=True)
class Project:
    """One project on one architecture.

    `globs` name its sources and `include` folders, both in its tree, separated by blanks; `flags` go to the compiler;
    `headers` are written beside the build as configure would, file name to text.  `translate` is the program in its
    tree that makes of a source, on standard input, one for GNU as, `{build}` being the folder of the headers.
    """

    package: str
    arch: str
    globs: str
    include: str = "."
    flags: str = ""
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    translate: str = ""


def _config(*groups: str) -> dict[str, str]:
    """`config.h` with these words: `NAME` stands for `NAME=1`."""
    pairs = [word.partition("=") for group in groups for word in group.split()]
    return {"config.h": "".join(f"#define {name} {value if equals else 1}\n" for name, equals, value in pairs)}


def _macro_lines(types: str) -> str:
    """The numbers of libffi's types, in their order."""
    lines = [f"#define FFI_TYPE_{name} {number}\n" for number, name in enumerate(types.split())]
    return "".join([*lines, f"#define FFI_TYPE_LAST {len(lines) - 1}\n"])


def _macros(words: str) -> str:
    return " ".join(f"-D{word}" for word in words.split())


_ARM64 = "-march=armv8.2-a"
_ARM = "-march=armv7-a -mfpu=neon -mfloat-abi=hard -marm"
_RISCV = "-march=rv64gcv"
_DSP = "-mdspr2 -mips32r2"
_EXTENSIONS = """
    HAVE_DOTPROD HAVE_I8MM HAVE_SVE HAVE_SVE2 HAVE_AS_ARCHEXT_DOTPROD_DIRECTIVE HAVE_AS_ARCHEXT_I8MM_DIRECTIVE
    HAVE_AS_ARCHEXT_SVE_DIRECTIVE HAVE_AS_ARCHEXT_SVE2_DIRECTIVE
"""

_DAV1D = "HAVE_ASM HAVE_AS_ARCH_DIRECTIVE CONFIG_8BPC CONFIG_16BPC PIC PRIVATE_PREFIX=dav1d_"
_X264 = "HAVE_AS_FUNC=0 SYS_LINUX BIT_DEPTH=8 HIGH_BIT_DEPTH=0 HAVE_NEON PIC"
_FFMPEG = """
    HAVE_AS_ARCH_DIRECTIVE HAVE_NEON HAVE_SECTION_DATA_REL_RO CONFIG_PIC EXTERN_PREFIX="" EXTERN_ASM= CONFIG_VC1DSP
    CONFIG_RV40_DECODER
"""
_FFMPEG_ARM = """
    ARCH_ARM ARCH_AARCH64=0 HAVE_AS_FPU_DIRECTIVE HAVE_AS_OBJECT_ARCH HAVE_ARMV5TE HAVE_ARMV6 HAVE_ARMV6T2 HAVE_VFP
    HAVE_ARMV5TE_EXTERNAL HAVE_ARMV6_EXTERNAL HAVE_ARMV6T2_EXTERNAL HAVE_VFP_ARGS HAVE_AS_DN_DIRECTIVE=0 CONFIG_THUMB=0
"""
_OPENBLAS = "OS_LINUX C_GCC __64BIT__ NEEDBUNDERSCORE BUNDERSCORE=_"
_GCRYPT_CIPHERS = """
    USE_AES USE_RIJNDAEL USE_SERPENT USE_CAMELLIA USE_TWOFISH USE_BLOWFISH USE_CAST5 USE_DES USE_CHACHA20 USE_SALSA20
    USE_SHA1 USE_SHA256 USE_SHA512 USE_WHIRLPOOL USE_BLAKE2 USE_ARCFOUR USE_SM3 USE_SM4 USE_POLY1305
    HAVE_GCC_ASM_CFI_DIRECTIVES HAVE_GCC_ASM_ELF_DIRECTIVES
"""
_GCRYPT_X86 = """
    HAVE_COMPATIBLE_GCC_AMD64_PLATFORM_AS HAVE_INTEL_SYNTAX_PLATFORM_AS HAVE_GCC_INLINE_ASM_SSSE3
    HAVE_GCC_INLINE_ASM_SSE41 HAVE_GCC_INLINE_ASM_AVX HAVE_GCC_INLINE_ASM_AVX2 HAVE_GCC_INLINE_ASM_BMI2
    HAVE_GCC_INLINE_ASM_AVX512 HAVE_GCC_INLINE_ASM_SHAEXT HAVE_GCC_INLINE_ASM_VAES_VPCLMUL HAVE_GCC_INLINE_ASM_GFNI
    ENABLE_AESNI_SUPPORT ENABLE_AVX_SUPPORT ENABLE_AVX2_SUPPORT ENABLE_AVX512_SUPPORT ENABLE_GFNI_SUPPORT
"""
_GCRYPT_ARM64 = """
    HAVE_COMPATIBLE_GCC_AARCH64_PLATFORM_AS HAVE_GCC_INLINE_ASM_AARCH64_NEON HAVE_GCC_INLINE_ASM_AARCH64_CRYPTO
    HAVE_GCC_INLINE_ASM_AARCH64_SVE HAVE_GCC_INLINE_ASM_AARCH64_SVE2 HAVE_GCC_INLINE_ASM_AARCH64_SHA3_SHA512_SM3_SM4
"""
_GCRYPT_HEADERS = {"sysdep.h": "#define C_SYMBOL_NAME(name) name\n"}
_TFA_INCLUDE = """
    include include/arch/aarch64 include/lib/cpus/aarch64 include/lib/el3_runtime/aarch64 include/plat/arm/common
    include/plat/arm/common/aarch64 include/plat/common plat/arm/board/fvp/include include/lib/libfdt include/lib/libc
    include/lib/libc/aarch64 include/drivers/arm include/plat/arm/css/common include/plat/arm/css/common/aarch64
    include/bl31 include/lib/pmf/aarch64 lib/cpus/aarch64
"""
_TFA_GLOBS = """
    lib/cpus/aarch64/*.S lib/el3_runtime/aarch64/*.S lib/aarch64/*.S bl31/aarch64/*.S bl1/aarch64/*.S
    common/aarch64/*.S plat/arm/**/aarch64/*.S plat/common/aarch64/*.S services/**/*.S drivers/**/aarch64/*.S
"""
_TFA_MACROS = """
    IMAGE_BL31 IMAGE_AT_EL3 DEBUG=1 ENABLE_ASSERTIONS=1 LOG_LEVEL=40 PLAT_fvp PLATFORM_MAX_CPUS_PER_CLUSTER=4
    ARM_ARCH_MAJOR=8 ARM_ARCH_MINOR=6 CTX_INCLUDE_AARCH32_REGS=0 ENABLE_BTI=1 ENABLE_PAUTH=0 CTX_INCLUDE_FPREGS=1
    CRASH_REPORTING=1 WORKAROUND_CVE_2017_5715=1 WORKAROUND_CVE_2018_3639=1 WORKAROUND_CVE_2022_23960=1
    REPORT_ERRATA=1 FVP_MAX_PE_PER_CPU=1 FVP_CLUSTER_COUNT=2 FVP_MAX_CPUS_PER_CLUSTER=4 FVP_INTERCONNECT_DRIVER=1
    ARM_GIC_ARCH=2 ENABLE_SVE_FOR_NS=1 ENABLE_SVE_FOR_SWD=1 SEPARATE_CODE_AND_RODATA=1 RECLAIM_INIT_CODE=0
    SDEI_SUPPORT=0 SPMD_SPM_AT_SEL2=0 FVP_GICR_REGION_PROTECTION=0 ARM_XLAT_TABLES_LIB_V1=0 ARM_BL31_IN_DRAM=0
    USE_COHERENT_MEM=0 HW_ASSISTED_COHERENCY=1 CACHE_WRITEBACK_GRANULE=64
"""


_UBOOT_HEADERS = {
    "config.h": "", "generated/autoconf.h": "", "generated/asm-offsets.h": "", "generated/generic-asm-offsets.h": "",
}  # fmt: skip
_UBOOT_ARM = """
    arch/arm/lib/*di3.S arch/arm/lib/div64.S arch/arm/lib/lib1funcs.S arch/arm/lib/memcpy.S arch/arm/lib/memset.S
    arch/arm/lib/uldivmod.S arch/arm/lib/setjmp.S arch/arm/lib/vectors.S arch/arm/lib/crt0.S arch/arm/lib/relocate.S
    arch/arm/lib/bitops.S arch/arm/cpu/armv7/*.S
"""
_UBOOT_ARM64 = """
    arch/arm/lib/*64.S arch/arm/lib/ccn504.S arch/arm/cpu/armv8/*.S arch/arm/cpu/armv8/fsl-layerscape/*.S
"""
_LIBFFI = """
    HAVE_AS_CFI_PSEUDO_OP HAVE_HIDDEN_VISIBILITY_ATTRIBUTE HAVE_AS_X86_PCREL HAVE_AS_S390_ZARCH
    HAVE_AS_X86_64_UNWIND_SECTION_TYPE EH_FRAME_FLAGS="a" LIBFFI_GNU_SYMBOL_VERSIONING
"""
_FFI_TYPES = _macro_lines(
    "VOID INT FLOAT DOUBLE LONGDOUBLE UINT8 SINT8 UINT16 SINT16 UINT32 SINT32 UINT64 SINT64 STRUCT POINTER COMPLEX"
)
_MPG123 = "ASMALIGN_BALIGN OPT_MULTI CCALIGN"


def _nettle(arch: str, folder: str, globs: str, flags: str = "", mark: str = "@", **words: str) -> Project:
    """Nettle's sources are m4's; `words` are of its `config.m4`."""
    told = {
        "ELF_STYLE": "yes", "COFF_STYLE": "no", "TYPE_FUNCTION": f"{mark}function", "TYPE_PROGBITS": f"{mark}progbits",
        "ALIGN_LOG": "no", "ELFV2_ABI": "no", "W64_ABI": "no", "RODATA": ".section .rodata", "WORDS_BIGENDIAN": "no",
        "ASM_X86_ENDBR": "", "ASM_X86_MARK_CET_ALIGN": "3", "ASM_PPC_WANT_R_REGISTERS": "no", **words,
    }  # fmt: skip
    lines = "".join(f"define(`{name}', `{text}')dnl\n" for name, text in told.items())
    places = " ".join(f"{folder}/{each}.asm" for each in globs.split())
    return Project(
        "nettle", arch, places, ".", flags,
        {"config.m4": f"define(`srcdir', ``.'')dnl\n{lines}define(`SYMBOL_PREFIX', `$1')dnl\n"},
        f"m4 m4-utils.m4 asm.m4 {{build}}/config.m4 {folder}/machine.m4 -",
    )  # fmt: skip


def _uboot(arch: str, folder: str, globs: str, flags: str) -> Project:
    words = f"{flags} -D__KERNEL__ -D__UBOOT__ -include linux/kconfig.h"
    return Project("u-boot", arch, globs, f"include arch/{folder}/include", words, _UBOOT_HEADERS)


def _libffi(arch: str, folder: str, globs: str, flags: str = "") -> Project:
    headers = {
        "fficonfig.h": f"#define FFI_HIDDEN(name) .hidden name\n{_config(_LIBFFI)['config.h']}",
        "ffi.h": f"#define LIBFFI_H\n{_FFI_TYPES}#include <ffitarget.h>\n",
    }
    places = " ".join(f"src/{folder}/{each}.S" for each in globs.split())
    return Project("libffi", arch, places, f"include src/{folder} src", f"{flags} -DLIBFFI_ASM", headers)


def _mpg123(arch: str, globs: str, flags: str, config: str) -> Project:
    places = " ".join(f"src/libmpg123/{each}.S" for each in globs.split())
    return Project("mpg123", arch, places, "src/libmpg123 src/include src", flags, _config(_MPG123, config))


def _ffmpeg(arch: str, folder: str, flags: str, *config: str) -> Project:
    libraries = ("libavcodec", "libavfilter", "libavutil", "libswresample", "libswscale")
    globs = " ".join(f"{library}/{folder}/**/*.S" for library in libraries)
    headers = {**_config(_FFMPEG, *config), "config_components.h": "#define CONFIG_VC1DSP 1\n"}
    return Project("ffmpeg", arch, globs, ".", flags, headers)


def _dav1d(arch: str, folder: str, flags: str, *config: str) -> Project:
    return Project("dav1d", arch, f"{folder}/*.S", ". src", flags, _config(_DAV1D, *config))


def _openblas(arch: str, folder: str, include: str, flags: str, config: str) -> Project:
    return Project(
        "openblas", arch, f"{folder}/*.S", include, f"{flags} -DASSEMBLER -DDOUBLE", _config(_OPENBLAS, config)
    )


PROJECTS = {
    "codec-dav1d-arm64": _dav1d(
        "aarch64", "src/arm/64", _ARM64, _EXTENSIONS, "ARCH_AARCH64 ARCH_ARM=0 AS_ARCH_LEVEL=armv8.6-a"
    ),
    "codec-dav1d-arm": _dav1d("arm", "src/arm/32", _ARM, "ARCH_AARCH64=0 ARCH_ARM"),
    "codec-dav1d-riscv": _dav1d("riscv64", "src/riscv/64", _RISCV, "ARCH_RISCV"),
    "codec-dav1d-loongarch": _dav1d("loongarch64", "src/loongarch", "", "ARCH_LOONGARCH"),
    "codec-x264-arm64": Project(
        "x264", "aarch64", "common/aarch64/*.S", ". common/aarch64", _ARM64, _config(_X264, _EXTENSIONS, "HAVE_AARCH64")
    ),
    "codec-x264-arm": Project(
        "x264", "arm", "common/arm/*.S", ". common/arm", _ARM,
        _config(_X264, "HAVE_ARMV6 HAVE_ARMV6T2 HAVE_SECTION_DATA_REL_RO"),
    ),
    "codec-x265-arm64": Project("x265", "aarch64", "source/common/aarch64/*.S", "source/common/aarch64", _ARM64),
    "codec-x265-arm": Project("x265", "arm", "source/common/arm/*.S", "source/common/arm", _ARM),
    "codec-openh264-arm64": Project(
        "openh264", "aarch64", "codec/**/arm64/*.S", "codec/common/arm64", f"{_ARM64} -DHAVE_NEON_AARCH64"
    ),
    "codec-openh264-arm": Project("openh264", "arm", "codec/**/arm/*.S", "codec/common/arm", f"{_ARM} -DHAVE_NEON"),
    "boot-uboot-arm": _uboot("arm", "arm", _UBOOT_ARM, "-march=armv7-a -marm -mfloat-abi=soft"),
    "boot-uboot-arm64": _uboot("aarch64", "arm", _UBOOT_ARM64, f"{_ARM64} -DCONFIG_ARM64=1"),
    "boot-uboot-riscv": _uboot("riscv64", "riscv", "arch/riscv/lib/*.S arch/riscv/cpu/*.S", "-DCONFIG_ARCH_RV64I=1"),
    "libffi-x86": _libffi("x86_64", "x86", "unix64 win64"),
    "libffi-x86-32": _libffi("i386", "x86", "sysv", "-m32"),
    "libffi-arm64": _libffi("aarch64", "aarch64", "sysv"),
    "libffi-arm": _libffi("arm", "arm", "sysv", "-marm"),
    "libffi-riscv": _libffi("riscv64", "riscv", "sysv"),
    "libffi-powerpc": _libffi("powerpc64le", "powerpc", "linux64 linux64_closure", "-DPOWERPC64"),
    "libffi-s390": _libffi("s390x", "s390", "sysv"),
    "libffi-mips": _libffi("mips", "mips", "o32"),
    "libffi-loongarch": _libffi("loongarch64", "loongarch64", "sysv"),
    "codec-mpg123-x86": _mpg123("x86_64", "*x86_64* *avx*", "-mavx", "OPT_X86_64 OPT_AVX"),
    "codec-mpg123-arm64": _mpg123("aarch64", "*neon64*", _ARM64, "OPT_NEON64"),
    "codec-mpg123-arm": _mpg123("arm", "*_arm* *neon*[!4] *neon", _ARM, "OPT_ARM OPT_NEON HAVE_ARM"),
    "codec-vpx-arm": Project(
        "libvpx", "arm", "vpx_dsp/arm/*.asm", ".", _ARM, {"vpx_config.asm": "", "vpx_config.asm.S": ""},
        "perl build/make/ads2gas.pl",
    ),
    "crypto-nettle-x86": _nettle("x86_64", "x86_64", "* aesni/* pclmul/* sha_ni/*"),
    "crypto-nettle-arm64": _nettle("aarch64", "arm64", "* crypto/*", f"{_ARM64}+crypto"),
    "crypto-nettle-arm": _nettle("arm", "arm", "* v6/* neon/*", _ARM, "%"),
    "crypto-nettle-powerpc": _nettle("powerpc64le", "powerpc64", "* p7/* p8/* p9/*", "-mcpu=power9", ELFV2_ABI="yes"),
    "crypto-nettle-s390": _nettle(
        "s390x", "s390x", "* vf/* msa_x1/* msa_x2/* msa_x4/*", "-march=z15", WORDS_BIGENDIAN="yes"
    ),
    "codec-ffmpeg-arm64": _ffmpeg(
        "aarch64", "aarch64", _ARM64, _EXTENSIONS, "AS_ARCH_LEVEL=armv8.6-a ARCH_AARCH64 ARCH_ARM=0 HAVE_VFP"
    ),
    "codec-ffmpeg-arm": _ffmpeg("arm", "arm", _ARM, _FFMPEG_ARM),
    "codec-ffmpeg-riscv": _ffmpeg("riscv64", "riscv", _RISCV, "ARCH_RISCV HAVE_RV HAVE_RVV"),
    "codec-ffmpeg-loongarch": _ffmpeg("loongarch64", "loongarch", "", "ARCH_LOONGARCH HAVE_LSX HAVE_LASX"),
    "image-pixman-arm64": Project("pixman", "aarch64", "pixman/*arma64*.S", "pixman", _ARM64, {"pixman-config.h": ""}),
    "image-pixman-arm": Project("pixman", "arm", "pixman/*arm-*.S", "pixman", _ARM, {"pixman-config.h": ""}),
    "image-pixman-mips": Project("pixman", "mips", "pixman/*mips*.S", "pixman", _DSP),
    "image-jpeg-arm64": Project("libjpeg-turbo", "aarch64", "simd/arm/aarch64/*.S", ". simd/arm/aarch64", _ARM64),
    "image-jpeg-arm": Project("libjpeg-turbo", "arm", "simd/arm/aarch32/*.S", ". simd/arm/aarch32", _ARM),
    "image-jpeg-mips": Project("libjpeg-turbo", "mips", "simd/mips/*.S", "simd/mips", _DSP),
    "math-openblas-arm64": _openblas(
        "aarch64", "kernel/arm64", ". kernel/arm64", f"{_ARM64} -DARMV8", "ARCH_ARM64"
    ),
    "math-openblas-x86": _openblas("x86_64", "kernel/x86_64", ". kernel/x86_64", "-DHASWELL", "ARCH_X86_64"),
    "math-openblas-powerpc": _openblas(
        "powerpc64le", "kernel/power", ". kernel/power", "-mcpu=power9 -DPOWER9", "ARCH_POWER"
    ),
    "crypto-gcrypt-x86": Project(
        "libgcrypt20", "x86_64", "cipher/*-amd64.S mpi/amd64/*.S", ". mpi mpi/amd64 cipher", "",
        {
            **_config(_GCRYPT_CIPHERS, _GCRYPT_X86), **_GCRYPT_HEADERS,
            "asm-syntax.h": '#define ELF_SYNTAX\n#include "i386/syntax.h"\n#include "amd64/func_abi.h"\n',
        },
    ),
    "crypto-gcrypt-arm64": Project(
        "libgcrypt20", "aarch64", "cipher/*-aarch64*.S mpi/aarch64/*.S", ". mpi mpi/aarch64 cipher",
        "-march=armv8.2-a+crypto+sha3+sm4",
        {**_config(_GCRYPT_CIPHERS, _GCRYPT_ARM64), **_GCRYPT_HEADERS, "asm-syntax.h": ""},
    ),
    "libc-newlib-arm": Project(
        "newlib", "arm", "newlib/libc/machine/arm/*.S", "include newlib/libc/include newlib/libc/machine/arm",
        "-march=armv7-a -mfpu=vfpv3-d16 -mthumb",
    ),
    "libc-newlib-arm64": Project("newlib", "aarch64", "newlib/libc/machine/aarch64/*.S", "newlib/libc/include", _ARM64),
    "boot-tfa-arm64": Project(
        "arm-trusted-firmware", "aarch64", _TFA_GLOBS, _TFA_INCLUDE,
        f"-march=armv8.6-a+sve -nostdinc {_macros(_TFA_MACROS)}",
    ),
}  # fmt: skip
"""Set to project."""


def fetch(name: str) -> Manifest:
    """Make the set `name` of `PROJECTS`: its files and its manifest."""
    project = PROJECTS[name]
    tree = home() / "sources" / project.package
    version = Suite(SUITE).source(project.package, tree)
    build = home() / "build" / name
    for header, text in project.headers.items():
        path = build / header
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    compiler = toolchain.compiler(project.arch)
    environment = toolchain.environment()
    include = [f"-I{build}", *(f"-I{tree / each}" for each in project.include.split())]
    sources, failed = [], {}
    paths = sorted({path for pattern in project.globs.split() for path in tree.glob(pattern)})
    read = {path: _translated(path, tree, build, project.translate) for path in paths}
    for path in paths:
        inner = path.relative_to(tree)
        command = [
            *compiler, *project.flags.split(), *include, "-D__ASSEMBLY__", "-c", "-o", "x.o", str(read[path])
        ]  # fmt: skip
        stem = str(inner.with_suffix(""))
        try:
            made = preprocess(
                command, folder=tree, group=name, arch=project.arch, name=stem, environment=environment
            )  # fmt: skip
        except Refused as error:
            failed[str(inner)] = str(error)
        else:
            if _has_code(made.file):
                sources.append(made)
            else:
                made.file.unlink()
    said = subprocess.run([*compiler, "--version"], env=environment, capture_output=True, text=True, check=True).stdout
    return Manifest(name, project.package, version, said.splitlines()[0], sources, failed)


def _translated(path: Path, tree: Path, build: Path, translate: str) -> Path:
    """The source for GNU as of a source: itself, below the tree, or what a program of the project's makes of it."""
    inner = path.relative_to(tree)
    if not translate:
        return inner
    command = translate.format(build=build).split()
    environment = toolchain.environment()
    with path.open("rb") as stream:
        made = subprocess.run(command, cwd=tree, env=environment, stdin=stream, capture_output=True, check=True).stdout
    target = build / f"{inner}.S"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made)
    return target


def _has_code(path: Path) -> bool:
    # What a project includes elsewhere, or leaves out on this architecture, preprocesses to markers and comments alone.
    lines = path.read_text(errors="surrogateescape").splitlines()
    return any(line.strip() and not line.startswith("#") for line in lines)
