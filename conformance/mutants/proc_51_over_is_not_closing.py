"""is_closing() is False when all is over."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport
from reference_loop.transports.process_states import GONE

BREAKS = "PROC-51"


class Wrong(ProcessTransport):
    def is_closing(self) -> bool:
        return super().is_closing() and self._state is not GONE


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
