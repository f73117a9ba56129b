"""What a stream reader gets of a server at a path has its line ends translated."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "UNIX-35"


class Wrong(StreamTransport):
    def _tell(self, call: str, *args: Any) -> Any:
        reads = isinstance(self._protocol, asyncio.StreamReaderProtocol)
        if call == "data_received" and reads and self._sock.getsockname():
            args = (args[0].replace(b"\n", b"\r\n"),)
        return super()._tell(call, *args)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
