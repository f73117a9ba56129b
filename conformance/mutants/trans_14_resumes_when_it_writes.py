"""resume_reading() takes effect when something is written."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-14"


class Wrong(StreamTransport):
    def resume_reading(self) -> None:
        was_paused, self._paused = self._paused, False
        if not was_paused:
            self._watch()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
