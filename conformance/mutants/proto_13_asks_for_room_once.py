"""A BufferedProtocol is asked for room once, and that is used ever after."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-13"


class Wrong(StreamTransport):
    room: Any = None

    def _tell(self, call: str, *args: object) -> Any:
        if call != "get_buffer":
            return super()._tell(call, *args)
        if self.room is None:
            self.room = super()._tell(call, *args)
        return self.room


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
