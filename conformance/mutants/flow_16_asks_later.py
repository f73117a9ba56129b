"""pause_writing() is called in the next turn."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-16"


class Wrong(StreamTransport):
    def _note_size(self) -> None:
        self._loop.call_soon(super()._note_size)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
