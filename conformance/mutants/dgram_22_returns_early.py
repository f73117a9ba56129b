"""create_datagram_endpoint() returns before connection_made() was called."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-22"


class Wrong(DatagramTransport):
    def begin(self, made: asyncio.Future[None] | None = None) -> None:
        super().begin(made)
        if made is not None:
            made.set_result(None)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
