"""The end of a pipe is no eof_received()."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-06"


class Wrong(ReadPipeTransport):
    def _on_eof(self) -> None:
        self.close()


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
