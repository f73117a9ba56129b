"""Over a closing transport, nothing is sent, and that is all."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending

BREAKS = "FILE-09"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        if transport.is_closing():
            return 0
        return await super().send(transport, file, offset, count, fallback=fallback)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
