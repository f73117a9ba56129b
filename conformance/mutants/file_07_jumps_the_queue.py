"""The system sends a file before what waits in the buffer."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "FILE-07"


class Wrong(StreamTransport):
    waiting = b""

    async def lend(self) -> Any:
        self.waiting = bytes(self._buffer)
        self._buffer.clear()
        self._watch()
        return await super().lend()

    def give_back(self) -> None:
        super().give_back()
        self.write(self.waiting)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
