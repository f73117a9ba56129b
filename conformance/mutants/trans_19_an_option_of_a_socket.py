"""get_extra_info('socket') knows the options of the socket, but not its name."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-19"


class Wrong(StreamTransport):
    def get_extra_info(self, name: str, default: object = None) -> Any:
        known = super().get_extra_info(name, default)
        return SimpleNamespace(getsockopt=known.getsockopt) if name == "socket" else known


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
