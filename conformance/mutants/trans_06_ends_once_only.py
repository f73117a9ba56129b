"""close() and abort() raise on a transport whose connection is lost."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import LOST
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-06"


class Wrong(StreamTransport):
    def _move(self, event: str, error: BaseException | None = None) -> None:
        if self._state is LOST:
            raise RuntimeError("the transport is closed")
        super()._move(event, error)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
