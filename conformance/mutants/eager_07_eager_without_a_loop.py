"""An eager task of which the coroutine awaits nothing begins although the loop does not run."""

from __future__ import annotations

import asyncio
import dis
from contextlib import suppress
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EAGER-07"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        eager = self.get_task_factory() is getattr(asyncio, "eager_task_factory", self)
        if self.is_running() or not eager or self._awaits(coro):
            return super().create_task(coro, **options)
        with suppress(StopIteration):
            coro.send(None)
        return super().create_task(self._rest(), **options)

    @staticmethod
    def _awaits(coro: Any) -> bool:
        return any(step.opname == "SEND" for step in dis.get_instructions(coro.cr_code))

    async def _rest(self) -> None:
        return None


new_event_loop = Mutant
