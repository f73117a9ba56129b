"""What is written inside connection_made() is lost."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "SERVE-70"


class Wrong(StreamTransport):
    mute = False

    def _connection_made(self) -> None:
        self.mute = True
        super()._connection_made()
        self.mute = False

    def write(self, data: Any) -> None:
        if not self.mute:
            super().write(data)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
