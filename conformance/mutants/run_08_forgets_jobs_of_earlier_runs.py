"""shutdown_default_executor() waits only for what its own run began."""

from __future__ import annotations

from reference_loop import ReferenceLoop

BREAKS = "RUN-08"


class Mutant(ReferenceLoop):
    def _begin(self) -> None:
        super()._begin()
        self._executors._default = None


new_event_loop = Mutant
