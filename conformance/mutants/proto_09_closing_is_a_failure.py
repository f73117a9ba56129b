"""After close(), connection_lost() is called with ConnectionAbortedError."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import CONNECTED
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-09"


class Wrong(StreamTransport):
    fault: BaseException | None = None

    def close(self) -> None:
        if self._told is CONNECTED:
            self.fault = ConnectionAbortedError("closed by this side")
        super().close()

    def _connection_lost(self, error: BaseException | None) -> None:
        super()._connection_lost(error or self.fault)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
