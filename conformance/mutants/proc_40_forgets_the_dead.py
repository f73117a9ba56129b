"""get_pid() is 0 when all is over."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport
from reference_loop.transports.process_states import GONE

BREAKS = "PROC-40"


class Wrong(ProcessTransport):
    def get_pid(self) -> int:
        return 0 if self._state is GONE else super().get_pid()


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
