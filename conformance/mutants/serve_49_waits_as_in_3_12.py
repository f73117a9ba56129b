"""wait_closed() of a closed server waits for its connections, as since Python 3.12."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.states import CLOSING

BREAKS = "SERVE-49"


class Wrong(Server):
    async def wait_closed(self) -> None:
        if self._state is CLOSING:
            over: asyncio.Future[None] = self._host.create_future()
            self._all_over.add(over)
            await over
        await super().wait_closed()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
