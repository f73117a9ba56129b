"""Of the false values that eof_received() can return, only None closes."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-05"


class Wrong(StreamTransport):
    def _tell(self, call: str, *args: object) -> Any:
        answer = super()._tell(call, *args)
        return answer is not None if call == "eof_received" else answer


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
