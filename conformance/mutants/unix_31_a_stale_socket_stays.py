"""A socket that was left at the path stays there; one that is in use is replaced."""

from __future__ import annotations

import errno
import os
import socket
import stat
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-31"


class Wrong(Unix):
    def bind(self, path: Any) -> socket.socket:
        with socket.socket(socket.AF_UNIX) as probe:
            in_use = probe.connect_ex(path) == 0
        if stat.S_ISSOCK(os.stat(path).st_mode if os.path.exists(path) else 0) and not in_use:
            raise OSError(errno.EADDRINUSE, "the path is taken")
        return super().bind(path)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
