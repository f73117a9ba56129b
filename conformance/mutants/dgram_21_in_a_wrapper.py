"""create_datagram_endpoint() wraps the transport into an object of no known class."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "DGRAM-21"


class Wrapper:
    def __init__(self, transport: Any) -> None:
        self._transport = transport

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Mutant(ReferenceLoop):
    async def create_datagram_endpoint(self, *args: Any, **options: Any) -> tuple[Any, Any]:
        transport, protocol = await super().create_datagram_endpoint(*args, **options)
        return Wrapper(transport), protocol


new_event_loop = Mutant
