"""connection_made() is given a stand-in for the transport."""

from __future__ import annotations

import weakref
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-01"


class Wrong(StreamTransport):
    def _say(self, call: str, *args: object) -> Any:
        return super()._say(call, *(weakref.proxy(arg) if arg is self else arg for arg in args))


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
