"""Connecting returns before connection_made() is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.piping import Piping
from reference_loop.transports.pipes import Pipe

BREAKS = "PIPE-03"


class Wrong(Piping):
    async def connect(self, end: type[Any], factory: Callable[[], Any], pipe: Pipe) -> tuple[Any, Any]:
        protocol = factory()
        transport = end(self._loop, pipe, protocol)
        transport.begin()
        return transport, protocol


class Mutant(ReferenceLoop):
    piping_type = Wrong


new_event_loop = Mutant
