"""An eager task begins although the loop does not run."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EAGER-07"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        if self.is_running() or self.get_task_factory() is None:
            return super().create_task(coro, **options)
        with suppress(StopIteration):
            coro.send(None)
        return super().create_task(self._rest(), **options)

    async def _rest(self) -> None:
        return None


new_event_loop = Mutant
