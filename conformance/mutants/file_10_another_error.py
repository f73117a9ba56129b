"""A transport that carries no files raises TypeError."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending
from reference_loop.transports.stream import StreamTransport
from reference_loop.transports.tls import TlsTransport

BREAKS = "FILE-10"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        if not isinstance(transport, (StreamTransport, TlsTransport)):
            raise TypeError("a stream was expected")
        return await super().send(transport, file, offset, count, fallback=fallback)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
