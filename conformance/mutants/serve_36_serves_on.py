"""To cancel serve_forever() ends the waiting, and not the service."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-36"


class Wrong(Server):
    async def serve_forever(self) -> None:
        if self._forever is not None or not self.sockets:
            await super().serve_forever()
        self._start()
        self._forever = self._host.create_future()
        try:
            await self._forever
        finally:
            self._forever = None


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
