"""How a pipe comes to its transport.

Keeps true: whoever is handed a transport has a protocol that heard connection_made() already; a pipe that is
refused, or whose protocol cannot be made, is left as it was; one whose caller does not wait for it is closed.
Does not know: what goes through it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from .contracts import Wires
from .parts import Part
from .transports.pipes import Pipe, PipeTransport

P = TypeVar("P", bound=asyncio.BaseProtocol)
T = TypeVar("T", bound=PipeTransport)


class Piping(Part[Wires]):
    """Pipes of one loop."""

    def __init__(self, loop: Wires) -> None:
        super().__init__(loop)

    async def connect(self, end: type[T], factory: Callable[[], P], pipe: Pipe) -> tuple[T, P]:
        """Let a transport of type `end` own the pipe; return when connection_made() was called."""
        protocol = factory()  # PIPE-29
        transport = end(self._loop, pipe, protocol)  # PIPE-01 PIPE-02
        made: asyncio.Future[None] = self._loop.create_future()
        transport.begin(made)
        try:
            await made  # PIPE-03
        except BaseException:
            transport.close()  # PIPE-30
            raise
        return transport, protocol
