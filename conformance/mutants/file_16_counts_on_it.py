"""What is returned is the count that was asked for, whatever there was."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending

BREAKS = "FILE-16"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        sent = await super().send(transport, file, offset, count, fallback=fallback)
        return sent if count is None else count


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
