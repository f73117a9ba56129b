"""An answer that comes after the task was cancelled is reported."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-05"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
        lookup = self.create_task(super().getaddrinfo(host, port, **hints))
        try:
            return await asyncio.shield(lookup)
        except asyncio.CancelledError:
            lookup.add_done_callback(self._complain)
            raise

    def _complain(self, lookup: asyncio.Task[Any]) -> None:
        self.call_exception_handler({"message": "nobody waits", "exception": lookup.exception()})


new_event_loop = Mutant
