"""sock_sendfile() puts the position of the file back when it fails."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-43"


class Wrong(Sockets):
    async def _send_file(
        self, send_some: Any, sock: socket.socket, file: Any, offset: int, count: int | None
    ) -> int:
        before = file.tell()
        try:
            return await super()._send_file(send_some, sock, file, offset, count)
        except OSError:
            file.seek(before)
            raise


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
