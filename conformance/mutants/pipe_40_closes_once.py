"""close() of a transport that is closed raises."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import HALF_CLOSED
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-40"


class Wrong(ReadPipeTransport):
    def close(self) -> None:
        if self.is_closing() and self._told is not HALF_CLOSED:
            raise RuntimeError("closed already")
        super().close()


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
