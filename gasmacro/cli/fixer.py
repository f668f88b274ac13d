"""Sources mended one after the other, and their files replaced.

In: a file or the bytes of standard input, with the configuration.  Out: the report of what is left; the file replaced,
or a diff.  Rule: only files that were named are changed; each is written when its own check is done; what can't be
written is trouble of that file.
"""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING

from gasmacro.errors import GasmacroError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gasmacro.cli.known import Known
    from gasmacro.control.config import Config
    from gasmacro.findings import Finding, Report, Trouble
    from gasmacro.fixing.look import Look
    from gasmacro.fixing.rounds import Mended


class Fixer:
    """Mends sources one after the other. `named` are the files that may be changed, `unsafe` whether unsafe fixes are
    made too, `write` whether anything is written, `known` the findings that baselines have, which are left alone."""

    def __init__(self, named: Iterable[str], *, unsafe: bool, write: bool, known: Known | None = None) -> None:
        self._named = {os.path.realpath(path) for path in named}
        self._unsafe = unsafe
        self._write = write
        self._known = known
        self._held: dict[str, bytes] = {}  # what each file read so far holds on the disk, by real path
        self._texts: dict[str, str] = {}  # what those that fixes change are to hold
        self._names: dict[str, str] = {}  # what the user calls them
        self.fixed = 0

    def file(self, path: str, config: Config) -> Report:
        """Mends a file, and reports what is left."""
        from gasmacro.findings import Report, Trouble
        from gasmacro.pipeline.inputs import text_of

        names = tuple(profile.assembler for profile in config.profiles())
        troubles: list[Trouble] = []
        refused: set[str] = set()
        try:
            while True:
                text = self._texts.get(os.path.realpath(path))
                text = text_of(self._read(path), path) if text is None else text
                done, told = self._mended(text, path, config, refused)
                failed = {file: trouble for file in done.texts if (trouble := self._refusal(file, path, config, done))}
                if not failed:
                    break
                refused |= {os.path.realpath(file) for file in failed}
                troubles += [trouble for trouble in failed.values() if isinstance(trouble, Trouble)]
        except GasmacroError as error:
            return Report(path, names, errors=(*troubles, Trouble.of(error, path)))
        self.fixed += done.fixed
        return dataclasses.replace(told, errors=tuple(troubles))

    def changed(self) -> frozenset[str]:
        """The real paths of the files that fixes changed."""
        return frozenset(self._texts)

    def source(self, data: bytes, name: str, config: Config) -> tuple[Report, bytes]:
        """Mends what standard input gave; the report of what is left, and the mended source."""
        from gasmacro.pipeline.inputs import text_of

        done, told = self._mended(text_of(data, name), name, config, None)
        self.fixed += done.fixed
        return told, done.texts[name].encode("utf-8", "surrogateescape") if name in done.texts else data

    def diff(self) -> Iterator[str]:
        """The diff of all files so far."""
        from gasmacro.fixing.patch import patch
        from gasmacro.source.files import decode

        for real, text in self._texts.items():
            yield from patch(self._names[real], decode(self._held[real]), text)

    def _mended(self, text: str, name: str, config: Config, refused: set[str] | None) -> tuple[Mended, Report]:
        """A source mended, and what is left; of one without a file (`refused` is None) nothing else is changed."""
        from gasmacro.findings import Report
        from gasmacro.fixing.rounds import Mended, Rounds
        from gasmacro.pipeline.checking import Checking
        from gasmacro.pipeline.guard import Guard
        from gasmacro.pipeline.readings import idle

        if idle(text, name):
            return Mended(), Report(name, tuple(profile.assembler for profile in config.profiles()))
        checking = Checking(name, config)

        def editable(file: str) -> bool:
            return file == name if refused is None else os.path.realpath(file) in self._named - refused

        def fresh(look: Look, found: list[Finding]) -> list[Finding]:
            return found if self._known is None else self._known.fresh(found, look.texts)

        rounds = Rounds(name, checking.look, checking.counting, editable, unsafe=self._unsafe, fresh=fresh)
        with Guard(name):
            done = rounds.run({**self._texts, name: text})
        # What is left in a file is sifted when it is told; of a diff no text is there then.
        left = [*done.left, *done.known] if self._write else done.left
        return done, checking.report(sorted(left, key=lambda finding: finding.place()))

    def _refusal(self, file: str, path: str, config: Config, done: Mended) -> Trouble | bool | None:
        """Puts a mended text in its file's place; what speaks against it, None for nothing.

        A file that another one includes must be no worse for itself.
        """
        from gasmacro.findings import Trouble
        from gasmacro.source.replace import replace

        real = os.path.realpath(file)
        try:
            if real != os.path.realpath(path) and self._worse(file, config, done):
                return True
            before = self._read(file)
            if self._write:
                data = done.texts[file].encode("utf-8", "surrogateescape")
                replace(file, data, before)
                self._held[real] = data
        except GasmacroError as error:
            return Trouble.of(error, file)
        self._texts[real] = done.texts[file]
        self._names.setdefault(real, file)
        return None

    def _worse(self, file: str, config: Config, done: Mended) -> bool:
        from gasmacro.fixing.look import mended
        from gasmacro.pipeline.checking import Checking
        from gasmacro.source.files import decode

        checking = Checking(file, config)
        text = self._texts.get(os.path.realpath(file))
        before = {**self._texts, file: decode(self._read(file)) if text is None else text}
        return not mended(checking.look(before), checking.look({**before, **done.texts}), ())

    def _read(self, path: str) -> bytes:
        """The bytes of a file on the disk, read once."""
        from gasmacro.source.files import read_named

        real = os.path.realpath(path)
        if real not in self._held:
            self._held[real] = read_named(path)
        return self._held[real]
