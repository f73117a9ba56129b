"""run_until_complete steps a coroutine itself; other awaitables get a task."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "LIFE-03"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        if not asyncio.iscoroutine(future):
            return super().run_until_complete(future)
        done: Future[Any] = Future(loop=self)

        def step() -> None:
            try:
                future.send(None)
            except StopIteration as end:
                done.set_result(end.value)
            except Exception as error:
                done.set_exception(error)
            else:
                self.call_soon(step)

        self.call_soon(step)
        return super().run_until_complete(done)


new_event_loop = Mutant
