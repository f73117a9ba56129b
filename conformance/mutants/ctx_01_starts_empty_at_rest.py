"""While the loop rests, call_soon without a context runs the callback in an empty one."""

import asyncio
from contextvars import Context
from typing import Any

BREAKS = "CTX-01"


class Mutant(asyncio.SelectorEventLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> asyncio.Handle:
        if context is None and not self.is_running():
            context = Context()
        return super().call_soon(callback, *args, context=context)


new_event_loop = Mutant
