"""A path at which the loop has listened once is not taken over."""

from __future__ import annotations

import errno
import os
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-33"


class Wrong(Unix):
    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._own: set[str] = set()

    def bind(self, path: Any) -> socket.socket:
        name = os.fsdecode(path)
        if name in self._own:
            raise OSError(errno.EADDRINUSE, "somebody listens there")
        self._own.add(name)
        return super().bind(path)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
