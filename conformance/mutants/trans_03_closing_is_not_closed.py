"""is_closing() is False until all is over."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import LOST
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-03"


class Wrong(StreamTransport):
    def is_closing(self) -> bool:
        return self._state is LOST


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
