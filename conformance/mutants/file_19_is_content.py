"""When the connection breaks, what was sent is returned, and that is all."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending

BREAKS = "FILE-19"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        try:
            return await super().send(transport, file, offset, count, fallback=fallback)
        except ConnectionError:
            return int(file.tell() - offset)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
