"""A protocol whose resume_writing() fails loses its connection."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-18"


class Wrong(StreamTransport):
    def _report(self, message: str, error: BaseException) -> None:
        super()._report(message, error)
        if "resume_writing" in message:
            self.abort()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
