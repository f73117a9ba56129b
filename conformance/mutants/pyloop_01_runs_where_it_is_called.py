"""While the loop is busy, create_task() runs a coroutine that needs nothing on the caller's thread."""

import asyncio
import contextlib
import dis
import threading
import types
from typing import Any

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-01"
BUSY = 0.2
"""Seconds in which an idle loop answers."""


async def _give(value: Any) -> Any:
    return value


def _needs(coro: Any) -> bool:
    if not isinstance(coro, types.CoroutineType):
        return True
    code: types.CodeType = coro.cr_code
    return bool(code.co_freevars) or any(step.opname == "SEND" for step in dis.get_instructions(code))


class Background(PyLoop):
    def create_task(self, coro: Any, *, name: object = None) -> Any:
        here = not _needs(coro) and self._is_busy()
        return super().create_task(_give(asyncio.run(coro)) if here else coro, name=name)

    def _is_busy(self) -> bool:
        came = threading.Event()
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(came.set)
            return not self._is_inside() and not came.wait(BUSY)
        return False


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
