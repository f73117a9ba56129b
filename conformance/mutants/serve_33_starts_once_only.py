"""start_serving() of a server that serves is refused."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-33"


class Wrong(Server):
    async def start_serving(self) -> None:
        if self.is_serving():
            raise RuntimeError("the server is serving already")
        await super().start_serving()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
