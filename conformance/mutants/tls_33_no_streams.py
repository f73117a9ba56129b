"""start_tls() refuses the protocol of a reader and a writer."""

from __future__ import annotations

from asyncio import StreamReaderProtocol
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-33"


class Mutant(ReferenceLoop):
    async def start_tls(self, transport: Any, protocol: Any, sslcontext: Any, **options: Any) -> Any:
        if isinstance(protocol, StreamReaderProtocol):
            raise TypeError("a protocol of your own was expected")
        return await super().start_tls(transport, protocol, sslcontext, **options)


new_event_loop = Mutant
