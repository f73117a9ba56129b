"""abort() waits until all is written."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-20"


class Wrong(WritePipeTransport):
    def abort(self) -> None:
        self.close()


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
