"""Of a large lump only the first kilobytes are handed on."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-05"


class Wrong(ReadPipeTransport):
    def _tell(self, call: str, *args: Any) -> Any:
        return super()._tell(call, *(data[:4000] for data in args))


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
