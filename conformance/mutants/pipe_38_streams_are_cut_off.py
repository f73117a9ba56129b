"""A pipe that a stream is written into is lost when the stream is to wait."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-38"


class Wrong(WritePipeTransport):
    def _mention(self, call: str, *args: object) -> None:
        if not isinstance(self._protocol, asyncio.StreamReaderProtocol):
            super()._mention(call, *args)
        elif call == "pause_writing":
            self.abort()


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
