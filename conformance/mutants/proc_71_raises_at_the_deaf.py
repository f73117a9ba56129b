"""write() into a pipe that the child has closed raises."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.states import LOST
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PROC-71"


class Wrong(WritePipeTransport):
    def write(self, data: Any) -> None:
        if self._state is LOST:
            raise BrokenPipeError
        super().write(data)


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
