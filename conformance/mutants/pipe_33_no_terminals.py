"""A terminal is refused."""

from __future__ import annotations

import asyncio
import os

from reference_loop import ReferenceLoop
from reference_loop.contracts import Wires
from reference_loop.transports.pipes import Pipe, ReadPipeTransport

BREAKS = "PIPE-33"


class Wrong(ReadPipeTransport):
    def __init__(self, loop: Wires, pipe: Pipe, protocol: asyncio.BaseProtocol) -> None:
        if os.isatty(pipe.fileno()):
            raise ValueError("a pipe was expected")
        super().__init__(loop, pipe, protocol)


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
