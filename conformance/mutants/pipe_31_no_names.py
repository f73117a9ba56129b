"""A pipe that was opened by its name is refused."""

from __future__ import annotations

import asyncio
import os
import stat

from reference_loop import ReferenceLoop
from reference_loop.contracts import Wires
from reference_loop.transports.pipes import Pipe, ReadPipeTransport

BREAKS = "PIPE-31"


class Wrong(ReadPipeTransport):
    def __init__(self, loop: Wires, pipe: Pipe, protocol: asyncio.BaseProtocol) -> None:
        if os.readlink(f"/proc/self/fd/{pipe.fileno()}").startswith("/") and stat.S_ISFIFO(
            os.fstat(pipe.fileno()).st_mode
        ):
            raise ValueError("a pipe was expected")
        super().__init__(loop, pipe, protocol)


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
