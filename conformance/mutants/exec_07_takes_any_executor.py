"""set_default_executor() takes what is no thread pool."""

from __future__ import annotations

from concurrent.futures import Executor

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-07"


class Credulous(Executors):
    def set_default(self, executor: Executor) -> None:
        self._default = executor


class Mutant(ReferenceLoop):
    executors_type = Credulous


new_event_loop = Mutant
