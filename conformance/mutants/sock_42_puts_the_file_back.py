"""sock_sendfile() puts the position of the file back when it is done."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-42"


class Wrong(Sockets):
    async def _send_file(
        self, send_some: Any, sock: socket.socket, file: Any, offset: int, count: int | None
    ) -> int:
        before = file.tell()
        sent = await super()._send_file(send_some, sock, file, offset, count)
        file.seek(before)
        return sent


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
