"""close() waits for the jobs of the default executor."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-14"


class Patient(Executors):
    def close(self) -> None:
        if self._default is not None:
            self._default.shutdown(wait=True)
        super().close()


class Mutant(ReferenceLoop):
    executors_type = Patient


new_event_loop = Mutant
