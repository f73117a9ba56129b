"""create_task() does not know the argument context."""

import asyncio
from typing import Any

BREAKS = "CTX-10"
AFTER = "https://github.com/agronholm/anyio/issues/439"


class Mutant(asyncio.SelectorEventLoop):
    def create_task(self, coro: Any, *, name: Any = None) -> Any:  # pyright: ignore
        return super().create_task(coro, name=name)


new_event_loop = Mutant
