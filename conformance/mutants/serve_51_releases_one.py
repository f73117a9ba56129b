"""Only the first of those who wait in wait_closed() is released."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-51"


class Wrong(Server):
    async def wait_closed(self) -> None:
        if self._all_over:  # somebody waits already
            await self._host.create_future()
        await super().wait_closed()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
