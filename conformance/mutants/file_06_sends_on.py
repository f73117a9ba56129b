"""After a file was given up, something is sent all the same."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending

BREAKS = "FILE-06"


class Wrong(Sending):
    async def send(self, transport: Any, file: Any, offset: Any, count: Any, *, fallback: bool) -> int:
        try:
            return await super().send(transport, file, offset, count, fallback=fallback)
        except asyncio.CancelledError:
            self._loop.call_soon(transport.write, bytes(100))
            raise


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
