"""close() leaves the default executor running."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-15"


class Forgetful(Executors):
    def close(self) -> None:
        self._default = None
        super().close()


class Mutant(ReferenceLoop):
    executors_type = Forgetful


new_event_loop = Mutant
