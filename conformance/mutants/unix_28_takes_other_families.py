"""create_unix_server(sock=sock) takes a stream of any family."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-28"


class Wrong(Unix):
    def serve(self, factory: Any, sock: socket.socket, backlog: int, *how: Any, **more: Any) -> Any:
        if sock.family == socket.AF_INET and sock.type == socket.SOCK_STREAM:
            return self._serving.serve(factory, [sock], backlog)
        return super().serve(factory, sock, backlog, *how, **more)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
