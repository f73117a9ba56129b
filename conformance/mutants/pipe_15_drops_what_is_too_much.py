"""What would take the buffer of a pipe proper over a hundred thousand bytes is dropped."""

from __future__ import annotations

import asyncio
import os
import stat

from reference_loop import ReferenceLoop
from reference_loop.contracts import Wires
from reference_loop.transports.pipes import Pipe, WritePipeTransport
from reference_loop.transports.stream import Bytes

BREAKS = "PIPE-15"


class Wrong(WritePipeTransport):
    def __init__(self, loop: Wires, pipe: Pipe, protocol: asyncio.BaseProtocol) -> None:
        super().__init__(loop, pipe, protocol)
        self._proper = stat.S_ISFIFO(os.fstat(pipe.fileno()).st_mode)

    def write(self, data: Bytes) -> None:
        super().write(data)
        if self._proper and self.get_write_buffer_limits()[1] < 1_000_000:
            del self._buffer[100_000:]


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
