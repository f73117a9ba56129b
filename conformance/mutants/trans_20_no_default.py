"""get_extra_info() takes no notice of its default."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-20"


class Wrong(StreamTransport):
    def get_extra_info(self, name: str, default: object = None) -> Any:
        return super().get_extra_info(name)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
