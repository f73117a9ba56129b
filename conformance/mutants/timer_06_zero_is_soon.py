"""call_later(0) returns the handle of call_soon(), which has no when()."""

import asyncio
from typing import Any

BREAKS = "TIMER-06"


class Mutant(asyncio.SelectorEventLoop):
    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        if isinstance(delay, (int, float)) and delay <= 0:
            return self.call_soon(callback, *args, context=context)
        return super().call_later(delay, callback, *args, context=context)


new_event_loop = Mutant
