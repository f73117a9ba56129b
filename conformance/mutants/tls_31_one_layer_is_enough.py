"""start_tls() refuses a transport that is secured already."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-31"


class Mutant(ReferenceLoop):
    async def start_tls(self, transport: Any, protocol: Any, sslcontext: Any, **options: Any) -> Any:
        if isinstance(transport, TlsTransport):
            raise TypeError("this connection is secured already")
        return await super().start_tls(transport, protocol, sslcontext, **options)


new_event_loop = Mutant
