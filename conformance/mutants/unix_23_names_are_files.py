"""An abstract name to listen at is a file whose name begins with @."""

from __future__ import annotations

import os
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-23"


class Wrong(Unix):
    def bind(self, path: Any) -> socket.socket:
        name = os.fsdecode(path)
        return super().bind("@" + name[1:] if name.startswith("\0") else path)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
