"""set_protocol() changes nothing."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-57"


class Wrong(DatagramTransport):
    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        if not hasattr(self, "_protocol"):
            super().set_protocol(protocol)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
