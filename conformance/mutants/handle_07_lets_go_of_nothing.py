"""A cancelled handle is only marked: it keeps its callback and arguments."""

import asyncio
from typing import Any

BREAKS = "HANDLE-07"
AFTER = "https://github.com/python/asyncio/issues/186"


class Marked(asyncio.Handle):
    def cancel(self) -> None:
        self._cancelled = True


class Mutant(asyncio.SelectorEventLoop):
    def _call_soon(self, callback: Any, args: Any, context: Any) -> asyncio.Handle:
        handle = Marked(callback, args, self, context)
        loop: Any = self
        loop._ready.append(handle)
        return handle


new_event_loop = Mutant
