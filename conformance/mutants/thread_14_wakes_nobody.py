"""A future cancelled from a plain callback does not wake the task that awaits it."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "THREAD-14"


class Quiet(Future[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        if asyncio.current_task(self.get_loop()) is None:
            self._waiting = [(who, context) for who, context in self._waiting if context is not None]
        return super().cancel(msg)


class Mutant(ReferenceLoop):
    future_type = Quiet


new_event_loop = Mutant
