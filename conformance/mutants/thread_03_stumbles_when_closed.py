"""call_soon_threadsafe() on a closed loop finds the pipe gone and raises AttributeError."""

import asyncio
from typing import Any

BREAKS = "THREAD-03"
AFTER = "https://github.com/python/cpython/issues/83832"


class Mutant(asyncio.SelectorEventLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        if self.is_closed():
            raise AttributeError("'NoneType' object has no attribute 'send'")
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant
