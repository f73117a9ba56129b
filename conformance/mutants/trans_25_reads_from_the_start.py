"""A pause inside connection_made() is forgotten."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-25"


class Wrong(StreamTransport):
    def _say(self, call: str, *args: object) -> Any:
        try:
            return super()._say(call, *args)
        finally:
            if call == "connection_made":
                self._paused = False


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
