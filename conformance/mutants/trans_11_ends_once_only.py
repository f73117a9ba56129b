"""A second write_eof() raises RuntimeError."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import WriteEndState
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-11"


class Wrong(StreamTransport):
    def write_eof(self) -> None:
        if self._write_end is not WriteEndState.WRITABLE:
            raise RuntimeError("write_eof() was called before")
        super().write_eof()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
