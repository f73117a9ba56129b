"""An offset of a few bytes into a file on disk is heeded only together with a count."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending

BREAKS = "FILE-02"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        if count is None and 0 < offset < 8 and not isinstance(file, BytesIO):
            offset = 0
        return await super().send(transport, file, offset, count, fallback=fallback)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
