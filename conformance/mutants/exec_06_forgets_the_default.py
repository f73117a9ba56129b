"""set_default_executor() checks its argument and forgets it."""

from __future__ import annotations

from concurrent.futures import Executor

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-06"


class Forgetful(Executors):
    def set_default(self, executor: Executor) -> None:
        super().set_default(executor)
        self._default = None


class Mutant(ReferenceLoop):
    executors_type = Forgetful


new_event_loop = Mutant
