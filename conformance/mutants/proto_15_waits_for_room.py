"""A BufferedProtocol without room is asked again in the next turn, and so on."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-15"


class Wrong(StreamTransport):
    def _read_into(self) -> None:
        room = self._tell("get_buffer", -1)
        size = self._attempt(self._sock.recv_into, room) if len(room) else None
        if size:
            self._tell("buffer_updated", size)
        elif size is not None:
            self._on_eof()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
