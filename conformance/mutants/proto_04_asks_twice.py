"""A protocol whose eof_received() returns a false value is asked again."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-04"


class Wrong(StreamTransport):
    def _tell(self, call: str, *args: object) -> Any:
        answer = super()._tell(call, *args)
        return answer or (self._protocol.eof_received() if call == "eof_received" else answer)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
