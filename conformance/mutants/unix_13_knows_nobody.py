"""SO_PEERCRED of a transport's socket says nobody."""

from __future__ import annotations

import socket
from asyncio.trsock import TransportSocket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "UNIX-13"


class Veiled(TransportSocket):
    def getsockopt(self, level: int, optname: int, buflen: int = 0) -> Any:
        return bytes(buflen) if optname == socket.SO_PEERCRED else 0


class Wrong(StreamTransport):
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return Veiled(self._sock) if name == "socket" else super().get_extra_info(name, default)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
