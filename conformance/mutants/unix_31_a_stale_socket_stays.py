"""A socket that somebody left at the path stays there; one of the loop's own is replaced."""

from __future__ import annotations

import errno
import os
import pathlib
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-31"


class Wrong(Unix):
    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._own: set[str] = set()

    def bind(self, path: Any) -> socket.socket:
        name = os.fsdecode(path)
        if "\0" not in name and name not in self._own and pathlib.Path(name).is_socket():
            raise OSError(errno.EADDRINUSE, "the path is taken")
        self._own.add(name)
        return super().bind(path)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
