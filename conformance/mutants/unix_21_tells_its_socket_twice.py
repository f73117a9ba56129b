"""A server at a path tells its socket twice."""

from __future__ import annotations

from asyncio.trsock import TransportSocket

from reference_loop import ReferenceLoop
from reference_loop.unix import UnixServer

BREAKS = "UNIX-21"


class Wrong(UnixServer):
    @property
    def sockets(self) -> tuple[TransportSocket, ...]:
        return super().sockets * 2


class Mutant(ReferenceLoop):
    unix_server_type = Wrong


new_event_loop = Mutant
