"""write() makes bytes of whatever it is given."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport
from reference_loop.transports.stream import Bytes

BREAKS = "PIPE-37"


class Wrong(WritePipeTransport):
    def write(self, data: Bytes) -> None:
        super().write(data if isinstance(data, (bytes, bytearray, memoryview)) else str(data).encode())


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
