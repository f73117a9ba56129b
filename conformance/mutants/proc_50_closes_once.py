"""A second close() raises."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-50"


class Wrong(ProcessTransport):
    def close(self) -> None:
        if self._closing:
            raise RuntimeError("closed already")
        super().close()


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
