"""Of a file that was opened as text, the bytes are sent."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending

BREAKS = "FILE-14"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        file = getattr(file, "buffer", file)
        return await super().send(transport, file, offset, count, fallback=fallback)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
