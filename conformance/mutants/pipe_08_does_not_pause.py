"""pause_reading() has no effect once connection_made() is over."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import CONNECTED
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-08"


class Wrong(ReadPipeTransport):
    def pause_reading(self) -> None:
        if self._told is CONNECTED and not self._reads:
            super().pause_reading()


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
