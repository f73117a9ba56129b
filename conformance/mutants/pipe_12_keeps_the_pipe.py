"""The object that was connected stays open after the end."""

from __future__ import annotations

import io

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-12"


class Wrong(ReadPipeTransport):
    def _connection_lost(self, error: BaseException | None) -> None:
        end, self._sock = self._sock, io.BytesIO()
        super()._connection_lost(error)
        self._kept = end


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
