"""Cancelling wait() kills the child."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-93"


class Wrong(ProcessTransport):
    async def _wait(self) -> int | None:
        try:
            return await super()._wait()
        except asyncio.CancelledError:
            self.kill()
            raise


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
