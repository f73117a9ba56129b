"""sock_sendfile() heeds the count only together with an offset."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-41"


class Wrong(Sockets):
    async def _send_file(
        self, send_some: Any, sock: socket.socket, file: Any, offset: int, count: int | None
    ) -> int:
        return await super()._send_file(send_some, sock, file, offset, count if offset else None)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
