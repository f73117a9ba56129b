"""While the system sends a file, the protocol is handed what comes."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "FILE-13"


class Wrong(StreamTransport):
    def _wants_data(self) -> bool:
        loan, self._loan = self._loan, None
        try:
            return super()._wants_data()
        finally:
            self._loan = loan


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
