"""A server is left open when an exception leaves its block."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-55"


class Wrong(Server):
    async def __aexit__(self, *error: object) -> None:
        if error[0] is None:
            await super().__aexit__(*error)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
