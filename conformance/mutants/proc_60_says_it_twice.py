"""connection_made() is called twice for a child without pipes."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-60"


class Wrong(ProcessTransport):
    def _connection_made(self, watch: Any) -> None:
        super()._connection_made(watch)
        if not self._pipes:
            self._protocol.connection_made(self)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
