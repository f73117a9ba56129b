"""serve_forever() waits, and starts nothing."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.states import BOUND

BREAKS = "SERVE-34"


class Wrong(Server):
    async def serve_forever(self) -> None:
        if self._state is BOUND:
            await self._host.create_future()
        await super().serve_forever()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
