"""pause_reading() of a pipe does nothing."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PROC-74"


class Wrong(ReadPipeTransport):
    def pause_reading(self) -> None:
        pass


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
