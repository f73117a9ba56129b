"""sock_sendfile() sends one block of the file, and no more."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.files import BLOCK
from reference_loop.sockets import SendSome, Sockets

BREAKS = "SOCK-50"


class Wrong(Sockets):
    async def _send_file(
        self, send_some: SendSome, sock: socket.socket, file: Any, offset: int, count: int | None
    ) -> int:
        return await super()._send_file(send_some, sock, file, offset, min(count or BLOCK, BLOCK))


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
