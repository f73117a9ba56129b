"""On a closed loop run_in_executor() returns a coroutine, and only awaiting that would raise."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EXEC-20"
AFTER = "https://github.com/python/cpython/pull/4996"


class Mutant(ReferenceLoop):
    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:
        return self._refuse() if self.is_closed() else super().run_in_executor(executor, func, *args)

    async def _refuse(self) -> None:
        self._check_open()


new_event_loop = Mutant
