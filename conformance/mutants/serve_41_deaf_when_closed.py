"""After close(), what clients say is not handed on."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-41"


class Deaf(asyncio.Protocol):
    def __init__(self, before: Any) -> None:
        self.before = before

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.before.connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.before.connection_lost(exc)


class Wrong(Server):
    def close(self) -> None:
        super().close()
        for transport in self._transports:
            if not isinstance(transport.get_protocol(), Deaf):
                transport.set_protocol(Deaf(transport.get_protocol()))


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
