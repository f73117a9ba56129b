"""Of a short file on disk that is sent whole, a byte too many is counted."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending

BREAKS = "FILE-01"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        sent = await super().send(transport, file, offset, count, fallback=fallback)
        short = not isinstance(file, BytesIO) and 0 < sent < 100
        return sent + (offset == 0 and count is None and short)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
