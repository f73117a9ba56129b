"""wait_closed() of a closed server returns at once, as before Python 3.12."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.states import CLOSING

BREAKS = "SERVE-48"


class Wrong(Server):
    async def wait_closed(self) -> None:
        if self._state is not CLOSING:
            await super().wait_closed()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
