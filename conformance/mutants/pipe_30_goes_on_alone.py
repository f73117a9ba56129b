"""A transport that nobody waits for any more stays open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.piping import Piping
from reference_loop.transports.pipes import Pipe

BREAKS = "PIPE-30"


class Wrong(Piping):
    async def connect(self, end: type[Any], factory: Callable[[], Any], pipe: Pipe) -> tuple[Any, Any]:
        protocol = factory()
        self._kept = transport = end(self._loop, pipe, protocol)
        made: asyncio.Future[None] = self._loop.create_future()
        transport.begin(made)
        await made
        return transport, protocol


class Mutant(ReferenceLoop):
    piping_type = Wrong


new_event_loop = Mutant
