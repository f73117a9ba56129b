"""What does not fit into a BufferedProtocol's buffer is lost."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-14"


class Wrong(StreamTransport):
    def _read_into(self) -> None:
        room = self._tell("get_buffer", -1)
        data = self._attempt(self._sock.recv, 4096)
        if data and len(room):
            fits = data[: len(room)]
            room[: len(fits)] = fits
            self._tell("buffer_updated", len(fits))
        elif data:
            self._lose(ValueError("no room"))
        elif data is not None:
            self._on_eof()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
