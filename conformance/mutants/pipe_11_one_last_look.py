"""close() hands on what has come, before it ends."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-11"


class Wrong(ReadPipeTransport):
    def close(self) -> None:
        data = self._attempt(self._sock.recv, 100) if self._reads else None
        if data:
            self._tell("data_received", data)
        super().close()


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
