"""An exception of pause_writing() leaves write()."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-17"


class Wrong(StreamTransport):
    def _report(self, message: str, error: BaseException) -> None:
        if "pause_writing" in message:
            raise error
        super()._report(message, error)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
