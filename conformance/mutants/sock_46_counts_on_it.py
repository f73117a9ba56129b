"""sock_sendfile() returns the count that was asked for, whatever there was."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-46"


class Wrong(Sockets):
    async def _send_file(
        self, send_some: Any, sock: socket.socket, file: Any, offset: int, count: int | None
    ) -> int:
        sent = await super()._send_file(send_some, sock, file, offset, count)
        return sent if count is None else count


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
