"""resume_writing() is called as soon as less waits than the high mark allows."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-48"


class Wrong(WritePipeTransport):
    def _note_size(self) -> None:
        low, self._flow.low = self._flow.low, self._flow.high
        super()._note_size()
        self._flow.low = low


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
