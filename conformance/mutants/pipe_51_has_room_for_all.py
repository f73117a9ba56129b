"""A device without room takes all there is, it seems."""

from __future__ import annotations

import errno

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-51"


class Wrong(WritePipeTransport):
    def _connection_lost(self, error: BaseException | None) -> None:
        full = isinstance(error, OSError) and error.errno == errno.ENOSPC
        super()._connection_lost(None if full else error)


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
