"""start_tls() raises ValueError for a transport of somebody else."""

from __future__ import annotations

from ssl import SSLContext
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-30"


class Mutant(ReferenceLoop):
    async def start_tls(self, transport: Any, protocol: Any, sslcontext: Any, **options: Any) -> Any:
        if isinstance(sslcontext, SSLContext) and not isinstance(transport, (StreamTransport, TlsTransport)):
            raise ValueError("a transport of this loop was expected")
        return await super().start_tls(transport, protocol, sslcontext, **options)


new_event_loop = Mutant
