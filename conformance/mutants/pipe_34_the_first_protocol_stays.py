"""set_protocol() changes what get_protocol() says, and nothing else."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-34"


class Wrong(ReadPipeTransport):
    def _say(self, call: str, *args: object) -> Any:
        current, self._protocol = self._protocol, self._first
        try:
            return super()._say(call, *args)
        finally:
            self._protocol = current

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self._first = getattr(self, "_first", protocol)
        super().set_protocol(protocol)


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
