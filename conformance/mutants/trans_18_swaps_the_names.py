"""The names of the two ends are swapped."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-18"


class Wrong(StreamTransport):
    def get_extra_info(self, name: str, default: object = None) -> Any:
        swapped = {"peername": "sockname", "sockname": "peername"}
        return super().get_extra_info(swapped.get(name, name), default)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
