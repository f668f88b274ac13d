"""Debian packages without installing them: an apt state of its own, packages unpacked into a folder.

In: a suite and package names.  Out: folders.  Rule: apt resolves against an empty system, so that what a package
needs comes along; the C library and what the machine must have anyway are left out, and the unpacked programs run on
the machine's own.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.corpus.store import home

_MIRROR = "http://deb.debian.org/debian"
_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
# The machine's own loader and C library run the unpacked programs; a second C library beside them would not fit it.
_OF_THE_MACHINE = re.compile(r"(libc6|libc6-dev|libc-bin|libc-dev-bin|linux-libc-dev|libgcc-s1|libstdc\+\+6|debconf)_")


def mirror() -> str:
    """The Debian mirror in this machine's apt configuration, else the public one."""
    files = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    text = "\n".join(path.read_text() for path in files if path.is_file() and path.suffix in {".list", ".sources"})
    match = re.search(r"^(?:URIs:|deb)\s+(?:\[[^\]]*\]\s*)?(\S+/debian)/?(?:\s|$)", text, re.MULTILINE)
    return match[1] if match else _MIRROR


class Suite:
    """One Debian suite ("trixie"), its lists and downloads kept under the corpus."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.state = home() / "apt" / name
        self.archives = self.state / "archives"
        fresh = not (self.state / "status").exists()
        for folder in (self.state / "lists" / "partial", self.archives / "partial"):
            folder.mkdir(parents=True, exist_ok=True)
        (self.state / "status").touch()
        line = f"[signed-by={_KEYRING}] {mirror()} {name} main\n"
        (self.state / "sources.list").write_text(f"deb {line}deb-src {line}")
        if fresh:
            self._run("apt-get", "update")

    def _options(self) -> list[str]:
        values = {
            "Dir::State": self.state,
            "Dir::State::Lists": self.state / "lists",
            "Dir::State::status": self.state / "status",
            "Dir::Etc::SourceList": self.state / "sources.list",
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::Cache": self.state,
            "Dir::Cache::archives": self.archives,
            "Acquire::Check-Valid-Until": "false",
            "APT::Install-Recommends": "false",
            "APT::Sandbox::User": "root" if os.geteuid() == 0 else "",
            "Debug::NoLocking": "1",
        }
        return [part for name, value in values.items() for part in ("-o", f"{name}={value}")]

    def _run(self, program: str, *arguments: str, folder: Path | None = None) -> str:
        quiet = ("-q=2",) if program == "apt-get" else ()
        done = subprocess.run(
            [program, *quiet, *self._options(), *arguments], cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program} {' '.join(arguments)} for {self.name}: {done.stderr.strip()[-400:]}")
        return done.stdout

    def version(self, package: str) -> str:
        """The version of a binary package in this suite."""
        match = re.search(r"Candidate: (\S+)", self._run("apt-cache", "policy", package))
        if match is None or match[1] == "(none)":
            raise RuntimeError(f"{self.name} has no package {package}")
        return match[1]

    def unpack(self, package: str, target: Path) -> None:
        """One binary package, without what it needs, unpacked into `target`."""
        self._run("apt-get", "download", package, folder=self.archives)
        newest = max(self.archives.glob(f"{package}_*.deb"), key=lambda path: path.stat().st_mtime)
        subprocess.run(["dpkg-deb", "-x", newest, target], check=True)

    def unpack_with_needs(self, packages: Iterable[str], target: Path) -> None:
        """Binary packages and what they need, but for the machine's own C library, unpacked into `target`."""
        planned = self._run("apt-get", "--print-uris", "install", "-y", *packages)
        files = re.findall(r"^'\S+' (\S+\.deb) ", planned, re.MULTILINE)
        self._run("apt-get", "install", "--download-only", "-y", *packages)
        for name in files:
            if not _OF_THE_MACHINE.match(name):
                subprocess.run(["dpkg-deb", "-x", self.archives / name, target], check=True)

    def source(self, package: str, target: Path) -> str:
        """A source package's upstream tree, as it is released, unpacked into `target` once; its version."""
        folder = self.state / "sources" / package
        folder.mkdir(parents=True, exist_ok=True)
        # Asked from another folder: apt leaves out what it finds downloaded.
        planned = self._run(
            "apt-get", "--print-uris", "source", "--tar-only", "--only-source", package, folder=self.state
        )
        # A second tarball ("orig-component") is a part that the first does without.
        names = re.findall(r"^'\S+' (\S+\.tar\.\w+) ", planned, re.MULTILINE)
        name = next(each for each in names if ".orig-" not in each)
        if not target.exists():
            self._run("apt-get", "source", "--tar-only", "--download-only", "--only-source", package, folder=folder)
            # What is there is there as a whole: an archive that can't be unpacked leaves no tree behind.
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=target.parent) as part_name:
                part = Path(part_name, "tree")
                part.mkdir()
                subprocess.run(["tar", "xf", folder / name, "--strip-components=1", "-C", part], check=True)
                part.rename(target)
        return re.sub(r"(\.orig)?\.tar\.\w+$", "", name).partition("_")[2]
