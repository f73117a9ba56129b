"""close() of a server with several sockets leaves all but the first open."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-40"


class Wrong(Server):
    def close(self) -> None:
        kept = [sock.dup() for sock in self._listening[1:]] if self.is_serving() else []
        super().close()
        if kept:
            again = Server(self._host, kept, self._backlog, self._welcome)
            again._start()
            loop: Any = self._host
            loop.left.append(again)


class Mutant(ReferenceLoop):
    server_type = Wrong

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.left: list[Server] = []

    def close(self) -> None:
        for server in self.left:
            server.close()
        super().close()


new_event_loop = Mutant
