"""A transport that is collected open says nothing."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-44"


class Wrong(ReadPipeTransport):
    def __del__(self) -> None:
        self._sock.close()


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
