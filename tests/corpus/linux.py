"""Linux 6.12: configure one architecture's tree, ask kbuild for every `.S` and its command, and preprocess them.

In: a row of `KERNELS`.  Out: a manifest.  Rule: `make prepare` makes the generated headers (asm-offsets.h and its
like); `make -n -k V=1` then prints the commands, of which those that compile a `.S` are taken; a `.S` that a script
generates is made by the command that kbuild prints for it.
"""

from __future__ import annotations

import dataclasses
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.corpus import toolchain
from tests.corpus.debian import Suite
from tests.corpus.preprocess import Refused, preprocess
from tests.corpus.store import Manifest, Source, home

PACKAGE = "linux-source-6.12"
SUITE = "trixie"


@dataclasses.dataclass(frozen=True)
class Kernel:
    """One configuration.

    `arch` is gasmacro's name, `kernel` the kernel's, `config` the make target; `offsets` are more files that kbuild
    turns into a header of constants, as it does asm-offsets.c; `boot` are goals that kbuild reaches only with a linked
    kernel, each in its folder.
    """

    arch: str
    kernel: str
    config: str
    offsets: tuple[str, ...] = ()
    boot: tuple[str, ...] = ()


KERNELS = {
    "linux-x86": Kernel(
        "x86_64", "x86_64", "allmodconfig", ("arch/x86/kvm/kvm-asm-offsets",),
        ("arch/x86/boot/bzImage", "arch/x86/boot/compressed/vmlinux"),
    ),
    "linux-arm": Kernel(
        "arm", "arm", "multi_v7_defconfig", ("arch/arm/mach-at91/pm_data-offsets", "arch/arm/mach-omap2/pm-asm-offsets")
    ),
    "linux-riscv": Kernel("riscv64", "riscv", "defconfig"),
    "linux-arm64": Kernel("aarch64", "arm64", "defconfig"),
    "linux-powerpc": Kernel("powerpc64le", "powerpc", "ppc64le_defconfig"),
    "linux-s390": Kernel("s390x", "s390", "defconfig"),
    "linux-mips": Kernel("mips", "mips", "malta_defconfig"),
}  # fmt: skip

# Device trees wrapped as `.S` are data and need a compiler of their own.
_COMPILES = re.compile(r" -c -o (\S+(?<!\.dtb)(?<!\.dtbo)\.o) (\S+\.S) *(?=[;']|$)")
_COMPILER = re.compile(r"(?:^|/)\S*gcc(-\d+)?$")


def tree() -> Path:
    """The unpacked kernel tree."""
    return home() / "sources" / PACKAGE


def unpack() -> str:
    """Fetch and unpack the kernel's source, once; its Debian version."""
    suite = Suite(SUITE)
    if not (tree() / "Makefile").exists():
        package = home() / "sources" / "linux-package"
        suite.unpack(PACKAGE, package)
        subprocess.run(["tar", "xf", package / f"usr/src/{PACKAGE}.tar.xz", "-C", home() / "sources"], check=True)
    return suite.version(PACKAGE)


def fetch(name: str) -> Manifest:
    """Make the set `name` of `KERNELS`: its files and its manifest."""
    kernel = KERNELS[name]
    version = unpack()
    toolchain.build_tools()
    (compiler,) = toolchain.compiler(kernel.arch)
    make = _Make(kernel, home() / "build" / name, compiler)
    make.prepare()
    sources, failed = [], {}
    for command in make.commands():
        output = command[command.index("-o") + 1]
        try:
            sources.append(_one(name, kernel, make, command, output.removesuffix(".o")))
        except Refused as error:
            failed[output] = str(error)
    stated = subprocess.run([compiler, "--version"], env=make.environment, capture_output=True, text=True, check=True)
    return Manifest(name, PACKAGE, version, stated.stdout.splitlines()[0], sources, failed)


def _one(name: str, kernel: Kernel, make: _Make, command: list[str], output: str) -> Source:
    source = make.folder / command[-1]
    if not source.exists() and command[-1] in make.generators:
        source.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["sh", "-c", make.generators[command[-1]]], cwd=make.folder, env=make.environment, check=False,
            capture_output=True,
        )  # fmt: skip
    return preprocess(
        command, folder=make.folder, group=name, arch=kernel.arch, name=output, environment=make.environment
    )


class _Make:
    """Kbuild in one build folder."""

    def __init__(self, kernel: Kernel, folder: Path, compiler: str) -> None:
        self.kernel = kernel
        self.folder = folder
        self.environment = toolchain.environment()
        self.generators: dict[str, str] = {}
        prefix = compiler.removesuffix("gcc-12") if compiler.endswith("gcc-12") else ""
        self._command = [
            "make", "-C", str(tree()), f"O={folder}", f"ARCH={kernel.kernel}", f"CROSS_COMPILE={prefix}",
            f"CC={compiler}",
        ]  # fmt: skip

    def prepare(self) -> None:
        """Configure, and make the headers and host programs that everything else needs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        tools = toolchain.root() / "usr"
        # The host programs' own Makefiles take no flags from outside; the kernel's code is compiled with -nostdinc.
        headers = {
            "C_INCLUDE_PATH": f"{tools / 'include'}:{tools / 'include/x86_64-linux-gnu'}",
            "LIBRARY_PATH": str(tools / "lib/x86_64-linux-gnu"),
        }
        if not (self.folder / ".config").exists():
            subprocess.run([*self._command, self.kernel.config], env=self.environment, check=True, capture_output=True)
        log = self.folder / "prepare.log"
        with log.open("w") as stream:
            subprocess.run(
                [*self._command, "-k", "-j2", "prepare"], env=self.environment | headers, stdout=stream,
                stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
        if not list(self.folder.glob("include/generated/asm-offsets.h")):
            raise RuntimeError(f"kbuild made no asm-offsets.h for {self.kernel.arch}; see {log}")
        for name in self.kernel.offsets:
            self._make_offsets(name)

    def _make_offsets(self, name: str) -> None:
        subprocess.run([*self._command, f"{name}.s"], env=self.environment, check=True, capture_output=True)
        rows = re.findall(r'"->(\w+) [$#]?(-?\d+) ', (self.folder / f"{name}.s").read_text())
        header = "".join(f"#define {constant} {value}\n" for constant, value in rows)
        (self.folder / f"{name}.h").write_text(header)

    def commands(self) -> list[list[str]]:
        """The command of every `.S`, by its object's name; fills `generators`."""
        found: dict[str, list[str]] = {}
        for line in self._dry_run():
            found |= commands_in(line)
            self._note_generator(line)
        return [found[output] for output in sorted(found)]

    def _dry_run(self) -> Iterator[str]:
        yield from self._printed("all", self.environment)
        if self.kernel.boot:
            hook = self.folder / "boot.mk"
            calls = [f"\t-$(MAKE) $(build)={os.path.dirname(goal)} {goal}\n" for goal in self.kernel.boot]
            hook.write_text("gasmacro-boot:\n" + "".join(calls))
            yield from self._printed("gasmacro-boot", self.environment | {"MAKEFILES": str(hook)})

    def _printed(self, goal: str, environment: dict[str, str]) -> Iterator[str]:
        with subprocess.Popen(
            [*self._command, "-n", "-k", "V=1", goal], env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, errors="surrogateescape",
        ) as process:  # fmt: skip
            assert process.stdout is not None
            for line in process.stdout:
                if ".S" in line:
                    yield line

    def _note_generator(self, line: str) -> None:
        for match in re.finditer(r"(?:^|; ?)\s*((?:perl|sed) [^;']*(?:>|void) (\S+\.S))(?=[ ;]|$)", line):
            self.generators[match[2]] = match[1]


def commands_in(line: str) -> dict[str, list[str]]:
    """Object to the command that makes it of a `.S`, of one line that kbuild prints."""
    found = [(match[1], _command_before(line, match)) for match in _COMPILES.finditer(line)]
    return {os.path.normpath(output): command for output, command in found if command}


def _command_before(line: str, match: re.Match[str]) -> list[str] | None:
    """The command that ends with `match`: from the last `; ` before it, unless quoted (what kbuild only echoes)."""
    start = line.rfind("; ", 0, match.start()) + 2
    try:
        words = shlex.split(line[start : match.end()])
    except ValueError:
        return None
    return words if words and _COMPILER.search(words[0]) else None
