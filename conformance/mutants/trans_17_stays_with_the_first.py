"""set_protocol() changes what get_protocol() returns, and nothing else."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-17"


class Wrong(StreamTransport):
    shown: Any = None

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        if self.shown is None:
            super().set_protocol(protocol)
        self.shown = protocol

    def get_protocol(self) -> Any:
        return self.shown


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
