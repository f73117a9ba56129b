"""result() returns None for a result that is falsy."""

import asyncio
from typing import Any

BREAKS = "FUT-03"


class Doubting(asyncio.Future[Any]):
    def result(self) -> Any:
        return super().result() or None


class Mutant(asyncio.SelectorEventLoop):
    def create_future(self) -> asyncio.Future[Any]:
        return Doubting(loop=self)


new_event_loop = Mutant
