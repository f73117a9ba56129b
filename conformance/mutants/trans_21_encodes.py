"""write() encodes text."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-21"


class Wrong(StreamTransport):
    def write(self, data: Any) -> None:
        super().write(data.encode() if isinstance(data, str) else data)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
