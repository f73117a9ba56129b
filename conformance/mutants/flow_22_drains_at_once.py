"""The library's stream protocol is not asked to pause, so that drain() returns at once."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-22"


class Wrong(StreamTransport):
    def _say(self, call: str, *args: object) -> Any:
        if call == "pause_writing" and isinstance(self._protocol, asyncio.StreamReaderProtocol):
            return None
        return super()._say(call, *args)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
