"""connection_lost() is called from inside close() when nothing waits."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import LOSING, OPEN
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-17"


class Wrong(StreamTransport):
    def close(self) -> None:
        if self._state is OPEN and not self._buffer:
            self._state = LOSING
            self._watch()
            self._connection_lost(None)
        else:
            super().close()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
