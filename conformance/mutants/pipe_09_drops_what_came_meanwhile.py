"""What came during a pause is dropped when reading is resumed."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-09"


class Wrong(ReadPipeTransport):
    def resume_reading(self) -> None:
        if self._paused:
            self._attempt(self._sock.recv, 100)
        super().resume_reading()


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
