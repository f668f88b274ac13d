"""`.file.o.cmd`: the command that the kernel's build (and U-Boot's) leaves beside each object.

In: the folder of the objects.  Out: source file names to commands.  Rule: the first line is `cmd_OBJECT := COMMAND`, in
newer trees `savedcmd_OBJECT`; `$$` is a dollar, `\\#` and `$(pound)` are a hash; the line `source_OBJECT := PATH` names
the source, and where it is missing the command's last word that has a source's suffix.
"""

from __future__ import annotations

import os
import re

from gasmacro.errors import GasmacroError
from gasmacro.source.files import decode, read_regular
from gasmacro.source.flags.command import Command, split

_COMMAND = re.compile(r"(?:saved)?cmd_(\S+)[ \t]*:=[ \t]*(.*)")
_SOURCE = re.compile(r"^source_\S+[ \t]*:=[ \t]*(.*\S)[ \t]*$", re.MULTILINE)
_ESCAPES = re.compile(r"\$\(pound\)|\\#|\$\$")
_SUFFIXES = (".S", ".s", ".sx", ".c")
_LIMIT = 4 << 20  # bytes: a command, and the names of all files that the object depends on


def commands(folder: str) -> dict[str, Command]:
    """The commands of a folder's objects that are made of assembler sources, by the source's file name."""
    found: dict[str, Command] = {}
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".o.cmd") and name[0] == ".")
    except OSError:
        return found
    for name in names:
        path = os.path.join(folder, name)
        try:
            read = parse(decode(read_regular(path, _LIMIT)))
        except (GasmacroError, ValueError):
            continue
        if read is None:
            continue
        built, words, source = read
        own = os.path.splitext(os.path.basename(source))
        if own[1] not in _SUFFIXES:
            continue
        home = _home(folder, built)
        command = Command(words, home, path, home)
        if own[0] + ".o" == name[1:-4]:
            found[own[0] + own[1]] = command
        else:
            found.setdefault(own[0] + own[1], command)
    return found


def parse(text: str) -> tuple[str, list[str], str] | None:
    """The object, the words of the command and the source that a `.cmd` file tells; None where it is none.

    Raises `ValueError` for a quote that does not end.
    """
    line, _, rest = text.partition("\n")
    match = _COMMAND.match(line)
    if match is None:
        return None
    words = split(_ESCAPES.sub(lambda found: "$" if found[0] == "$$" else "#", match[2]))
    named = _SOURCE.search(rest)
    source = named[1] if named else next((word for word in reversed(words) if word.endswith(_SUFFIXES)), "")
    return match[1], words, source


def _home(folder: str, built: str) -> str:
    """The folder that the build ran in: what is left of the object's folder without the path that it is built as."""
    inside = os.path.dirname(built)
    if not os.path.isabs(inside) and (not inside or folder.endswith(os.sep + inside)):
        return folder[: len(folder) - len(inside)].rstrip(os.sep) or os.sep
    return folder
