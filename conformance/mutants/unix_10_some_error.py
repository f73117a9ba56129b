"""A connection that fails raises OSError, whatever the reason."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-10"


class Wrong(Unix):
    async def _connected(self, path: Any) -> socket.socket:
        try:
            return await super()._connected(path)
        except OSError as error:
            raise OSError(str(error)) from error


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
