"""connect_read_pipe() returns another protocol than the one that it tells."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.piping import Piping
from reference_loop.transports.pipes import Pipe, ReadPipeTransport

BREAKS = "PIPE-01"


class Wrong(Piping):
    async def connect(self, end: type[Any], factory: Callable[[], Any], pipe: Pipe) -> tuple[Any, Any]:
        transport, protocol = await super().connect(end, factory, pipe)
        return transport, asyncio.Protocol() if end is ReadPipeTransport else protocol


class Mutant(ReferenceLoop):
    piping_type = Wrong


new_event_loop = Mutant
