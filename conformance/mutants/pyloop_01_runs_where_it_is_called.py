"""create_task() runs the coroutine on the caller's thread, and only hands its result to the background."""

import asyncio
from typing import Any

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-01"


async def _give(value: Any) -> Any:
    return value


class Background(PyLoop):
    def create_task(self, coro: Any, *, name: object = None) -> Any:
        return super().create_task(_give(asyncio.run(coro)), name=name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
