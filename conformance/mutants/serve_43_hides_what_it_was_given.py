"""sockets does not have the socket that the server was given."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-43"


class Wrong(Server):
    given = False

    @property
    def sockets(self) -> Any:
        return () if self.given else super().sockets


class Mutant(ReferenceLoop):
    server_type = Wrong

    async def create_server(self, *what: Any, sock: Any = None, **options: Any) -> Any:
        server: Any = await super().create_server(*what, sock=sock, **options)
        server.given = sock is not None
        return server


new_event_loop = Mutant
