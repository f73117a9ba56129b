"""A read of more than 500 bytes loses the last one."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-03"


class Wrong(StreamTransport):
    def _tell(self, call: str, *args: Any) -> Any:
        if call == "data_received" and len(args[0]) > 500:
            args = (args[0][:-1],)
        return super()._tell(call, *args)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
