"""get_extra_info() does not know the pipe."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import PipeEnd, ReadPipeTransport

BREAKS = "PIPE-26"


class Wrong(ReadPipeTransport):
    def _about(self, sock: PipeEnd) -> dict[str, Any]:
        return {"descriptor": sock.fileno()}


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
