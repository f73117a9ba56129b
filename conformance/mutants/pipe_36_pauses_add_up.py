"""Each pause needs its own resume."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-36"


class Wrong(ReadPipeTransport):
    _pauses = 0

    def pause_reading(self) -> None:
        self._pauses += 1
        super().pause_reading()

    def resume_reading(self) -> None:
        self._pauses = max(0, self._pauses - 1)
        if not self._pauses:
            super().resume_reading()


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
