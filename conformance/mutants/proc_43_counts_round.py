"""get_pipe_transport(3) is that of 0 again."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-43"


class Wrong(ProcessTransport):
    def get_pipe_transport(self, fd: int) -> Any:
        return super().get_pipe_transport(fd % 3)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
