"""run_until_complete steps a coroutine itself, without a task around it."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "LIFE-03"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        if asyncio.isfuture(future):
            return super().run_until_complete(future)
        done = self.create_future()

        def step() -> None:
            try:
                future.send(None)
            except StopIteration as end:
                done.set_result(end.value)
            except BaseException as error:
                done.set_exception(error)
            else:
                self.call_soon(step)

        self.call_soon(step)
        return super().run_until_complete(done)


new_event_loop = Mutant
