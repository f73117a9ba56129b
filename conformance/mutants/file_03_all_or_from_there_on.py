"""A count of a file on disk is heeded only together with an offset."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending

BREAKS = "FILE-03"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        if offset == 0 and count and count > 0 and not isinstance(file, BytesIO):
            count = None
        return await super().send(transport, file, offset, count, fallback=fallback)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
