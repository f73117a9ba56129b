"""create_task() does not know the argument name."""

import asyncio
from typing import Any

BREAKS = "TASK-09"
AFTER = "https://github.com/MagicStack/uvloop/issues/309"


class Mutant(asyncio.SelectorEventLoop):
    def create_task(self, coro: Any, *, context: Any = None) -> Any:  # pyright: ignore
        return super().create_task(coro, context=context)


new_event_loop = Mutant
