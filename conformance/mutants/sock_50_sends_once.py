"""sock_sendfile() is content when the system has taken a part."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import SendSome, Sockets

BREAKS = "SOCK-50"


class Wrong(Sockets):
    async def _send_file(
        self, send_some: SendSome, sock: socket.socket, file: Any, offset: int, count: int | None
    ) -> int:
        sent = await send_some(sock, file, offset, 1 << 18 if count is None else count)
        file.seek(offset + sent)
        return sent


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
