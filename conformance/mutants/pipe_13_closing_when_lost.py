"""is_closing() is False until connection_lost() is called."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import LOST
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-13"


class Wrong(ReadPipeTransport):
    def is_closing(self) -> bool:
        return self._state is LOST


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
