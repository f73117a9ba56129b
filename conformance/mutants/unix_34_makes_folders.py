"""A folder that is missing is made."""

from __future__ import annotations

import os
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-34"


class Wrong(Unix):
    def bind(self, path: Any) -> socket.socket:
        folder = os.path.dirname(os.fsdecode(path))
        if "\0" not in folder:
            os.makedirs(folder, exist_ok=True)
        return super().bind(path)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
