"""What data_received() raises is not reported."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-46"


class Wrong(ReadPipeTransport):
    def _report(self, message: str, error: BaseException) -> None:
        pass


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
