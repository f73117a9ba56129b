"""wait_closed() of a server that has had clients, and has none, waits."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.states import DOWN

BREAKS = "SERVE-47"


class Wrong(Server):
    visited = False

    def _admit(self, client: socket.socket) -> None:
        self.visited = True
        super()._admit(client)

    async def wait_closed(self) -> None:
        if self._state is DOWN and self.visited:
            await self._host.create_future()
        await super().wait_closed()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
