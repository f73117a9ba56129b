"""run_in_executor() returns a future of concurrent.futures."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-02"


class Raw(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> Any:
        return (executor or self._the_default()).submit(func, *args)


class Mutant(ReferenceLoop):
    executors_type = Raw


new_event_loop = Mutant
