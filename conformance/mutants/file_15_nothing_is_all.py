"""A count of 0 is taken for all."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending
from reference_loop.transports.stream import StreamTransport

BREAKS = "FILE-15"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        if isinstance(transport, StreamTransport) and count == 0:
            count = None
        return await super().send(transport, file, offset, count, fallback=fallback)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
