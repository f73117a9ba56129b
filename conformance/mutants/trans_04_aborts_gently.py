"""abort() flushes what waits, as close() does; only a second one does not."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import OPEN
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-04"


class Wrong(StreamTransport):
    def abort(self) -> None:
        if self._state is OPEN:
            self.close()
        else:
            super().abort()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
