"""A path at which somebody listens is not taken over."""

from __future__ import annotations

import errno
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-33"


class Wrong(Unix):
    def bind(self, path: Any) -> socket.socket:
        with socket.socket(socket.AF_UNIX) as probe:
            in_use = probe.connect_ex(path) == 0
        if in_use:
            raise OSError(errno.EADDRINUSE, "somebody listens there")
        return super().bind(path)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
