"""get_extra_info() of what it does not know is None, whatever the default."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-50"


class Wrong(ReadPipeTransport):
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return super().get_extra_info(name)


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
