"""All who wait in wait_closed() wait on one future, which is cancelled with any of them."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-52"


class Wrong(Server):
    shared: Any = None

    async def wait_closed(self) -> None:
        if self.shared is None:
            self.shared = self._host.create_task(super().wait_closed())
        await self.shared


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
