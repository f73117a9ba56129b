"""Whatever is at the path is replaced."""

from __future__ import annotations

import os
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-32"


class Wrong(Unix):
    def bind(self, path: Any) -> socket.socket:
        if os.path.isfile(path):
            os.unlink(path)
        return super().bind(path)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
