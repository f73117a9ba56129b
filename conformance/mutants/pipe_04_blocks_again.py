"""A pipe that is connected for reading is left in blocking mode."""

from __future__ import annotations

import asyncio
import os

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-04"


class Wrong(ReadPipeTransport):
    def begin(self, made: asyncio.Future[None] | None = None) -> None:
        super().begin(made)
        os.set_blocking(self._fd, True)


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
