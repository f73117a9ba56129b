"""create_task() runs the coroutine in a copy of the context that it is given."""

import asyncio
from contextvars import Context
from typing import Any

BREAKS = "RUN-05"


class Mutant(asyncio.SelectorEventLoop):
    def create_task(self, coro: Any, *, context: Context | None = None, **options: Any) -> Any:
        return super().create_task(coro, context=context and context.copy(), **options)


new_event_loop = Mutant
