"""A pause in connection_made() is forgotten."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-35"


class Wrong(ReadPipeTransport):
    def _connection_made(self) -> None:
        super()._connection_made()
        self.resume_reading()


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
