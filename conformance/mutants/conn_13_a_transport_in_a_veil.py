"""Transports are no instances of asyncio.Transport, though they can all that those can."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting
from reference_loop.transports.stream import StreamTransport

BREAKS = "CONN-13"


class Veil:
    def __init__(self, transport: StreamTransport) -> None:
        self.transport = transport

    def __getattr__(self, name: str) -> Any:
        return getattr(self.transport, name)


class Veiled(StreamTransport):
    def begin(self, made: asyncio.Future[None] | None = None) -> None:
        self.veil = Veil(self)
        super().begin(made)

    def _say(self, call: str, *args: object) -> Any:
        return super()._say(call, *(self.veil if arg is self else arg for arg in args))


class Veiling(Connecting):
    async def adopt(self, factory: Any, sock: Any, terms: Any = None) -> tuple[Any, Any]:
        transport, protocol = await super().adopt(factory, sock, terms)
        return cast("Veiled", transport).veil, protocol

    async def open(self, *args: Any, **hints: Any) -> tuple[Any, Any]:
        transport, protocol = await super().open(*args, **hints)
        return cast("Veiled", transport).veil, protocol


class Mutant(ReferenceLoop):
    stream_type = Veiled
    connecting_type = Veiling


new_event_loop = Mutant
