"""data_received() is given a bytearray."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-02"


class Wrong(StreamTransport):
    def _tell(self, call: str, *args: Any) -> Any:
        return super()._tell(call, *(map(bytearray, args) if call == "data_received" else args))


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
