"""Each datagram that abort() loses is reported as an error."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-62"


class Wrong(DatagramTransport):
    def _lose(self, error: BaseException | None) -> None:
        for _ in self._buffer:
            self._report("a datagram is lost", asyncio.CancelledError())
        super()._lose(error)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
