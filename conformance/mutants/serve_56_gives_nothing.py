"""`async with server as name` gives None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-56"


class Wrong(Server):
    async def __aenter__(self) -> Any:
        return None


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
