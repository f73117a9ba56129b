"""A socket is refused."""

from __future__ import annotations

import asyncio
import os
import stat

from reference_loop import ReferenceLoop
from reference_loop.contracts import Wires
from reference_loop.transports.pipes import Pipe, ReadPipeTransport

BREAKS = "PIPE-32"


class Wrong(ReadPipeTransport):
    def __init__(self, loop: Wires, pipe: Pipe, protocol: asyncio.BaseProtocol) -> None:
        if stat.S_ISSOCK(os.fstat(pipe.fileno()).st_mode):
            raise ValueError("a pipe was expected")
        super().__init__(loop, pipe, protocol)


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
