"""Whether anybody reads is only noticed by writing."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-21"


class Wrong(WritePipeTransport):
    def _wants_data(self) -> bool:
        return bool(self._buffer) and super()._wants_data()


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
