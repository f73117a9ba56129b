"""The position of a file on disk is put back when it was sent."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending

BREAKS = "FILE-04"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        sent = await super().send(transport, file, offset, count, fallback=fallback)
        if not isinstance(file, BytesIO):
            file.seek(0)
        return sent


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
