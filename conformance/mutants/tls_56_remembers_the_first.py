"""get_protocol() gives the protocol that was told of the connection."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-56"


class Wrong(TlsTransport):
    first: asyncio.BaseProtocol | None = None

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        super().set_protocol(protocol)
        self.first = self.first or protocol

    def get_protocol(self) -> asyncio.BaseProtocol:
        return self.first or super().get_protocol()


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
