"""For the default executor, a builtin function is called in the loop's thread."""

import asyncio
import types
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-04"


class Quick(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        if executor is not None or self._shut_down or not isinstance(func, types.BuiltinFunctionType):
            return super().run(executor, func, args)
        future: asyncio.Future[Any] = self._loop.create_future()
        future.set_result(func(*args))
        return future


class Mutant(ReferenceLoop):
    executors_type = Quick


new_event_loop = Mutant
