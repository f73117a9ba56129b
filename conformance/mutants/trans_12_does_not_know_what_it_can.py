"""can_write_eof() is False."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-12"


class Wrong(StreamTransport):
    def can_write_eof(self) -> bool:
        return False


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
