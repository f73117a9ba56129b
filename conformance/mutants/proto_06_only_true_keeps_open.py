"""Of the true values that eof_received() can return, only True keeps the transport open."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-06"


class Wrong(StreamTransport):
    def _tell(self, call: str, *args: object) -> Any:
        answer = super()._tell(call, *args)
        return answer is True if call == "eof_received" else answer


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
