"""A server waits half of the time-out for a client's handshake."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-69"


class Wrong(TlsTransport):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self._made is None:
            self._terms = replace(self._terms, handshake_timeout=self._terms.handshake_timeout / 2)
        super().connection_made(transport)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
