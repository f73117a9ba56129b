"""get_protocol() gives the protocol that was told of the connection."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-56"


class Wrong(TlsTransport):
    def get_protocol(self) -> asyncio.BaseProtocol:
        self.first: asyncio.BaseProtocol
        return self.first

    def _secured(self) -> None:
        self.first = self._protocol
        super()._secured()


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
