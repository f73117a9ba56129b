"""Over TLS, a file is read and sent, though nobody allowed it."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending
from reference_loop.transports.tls import TlsTransport

BREAKS = "FILE-18"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        if isinstance(transport, TlsTransport):
            fallback = True
        return await super().send(transport, file, offset, count, fallback=fallback)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
