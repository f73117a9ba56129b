"""serve_forever() of a closed server waits."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-38"


class Wrong(Server):
    async def serve_forever(self) -> None:
        if not self.sockets:
            await self._host.create_future()
        await super().serve_forever()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
