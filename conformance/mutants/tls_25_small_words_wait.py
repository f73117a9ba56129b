"""On an upgraded client, a write of eight bytes or less waits for the next, or for the end."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.states import CONNECTED
from reference_loop.transports.stream import Bytes
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-25"


class Wrong(TlsTransport):
    upgraded, small = False, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.upgraded = self._told is CONNECTED and not self._terms.server_side
        super().connection_made(transport)

    def write(self, data: Bytes) -> None:
        if self.upgraded and 0 < len(data) <= 8:
            self.small += data
        else:
            super().write(self.small + data)
            self.small = b""

    def close(self) -> None:
        super().write(self.small)
        super().close()


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
