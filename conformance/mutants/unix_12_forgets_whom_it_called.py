"""A connection to a path does not know the path."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "UNIX-12"


class Wrong(StreamTransport):
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        told = super().get_extra_info(name, default)
        return default if name == "peername" and isinstance(told, str) else told


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
