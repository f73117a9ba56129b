"""pause_reading() on a paused transport raises RuntimeError, as before Python 3.7."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-16"


class Wrong(StreamTransport):
    def pause_reading(self) -> None:
        if self._paused:
            raise RuntimeError("Already paused")
        super().pause_reading()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
