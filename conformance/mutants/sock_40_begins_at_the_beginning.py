"""sock_sendfile() heeds the offset only together with a count."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-40"


class Wrong(Sockets):
    async def _send_file(
        self, send_some: Any, sock: socket.socket, file: Any, offset: int, count: int | None
    ) -> int:
        return await super()._send_file(send_some, sock, file, offset if count else 0, count)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
