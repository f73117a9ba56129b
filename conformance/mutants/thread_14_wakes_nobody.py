"""A future that gets its exception from a plain callback does not wake the task that awaits it."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "THREAD-14"


class Quiet(Future[Any]):
    def set_exception(self, exception: type[BaseException] | BaseException, /) -> None:
        if asyncio.current_task(self.get_loop()) is None:
            self._waiting = [(who, context) for who, context in self._waiting if context is not None]
        super().set_exception(exception)


class Mutant(ReferenceLoop):
    future_type = Quiet


new_event_loop = Mutant
