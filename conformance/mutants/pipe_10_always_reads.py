"""is_reading() is True while reading is paused."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-10"


class Wrong(ReadPipeTransport):
    def is_reading(self) -> bool:
        return not self.is_closing()


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
