"""A protocol whose data_received() fails is reported, and goes on."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-16"


class Wrong(StreamTransport):
    def _tell(self, call: str, *args: object) -> Any:
        if call != "data_received":
            return super()._tell(call, *args)
        try:
            return self._say(call, *args)
        except Exception as error:
            self._report("protocol.data_received() failed", error)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
