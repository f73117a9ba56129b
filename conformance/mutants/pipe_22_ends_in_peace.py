"""What does not arrive is no error."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-22"


class Wrong(WritePipeTransport):
    def _connection_lost(self, error: BaseException | None) -> None:
        super()._connection_lost(None)


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
