"""run_in_executor() returns an awaitable that can do what a future can, and is none."""

import asyncio
from collections.abc import Generator
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-02"


class Promise:
    def __init__(self, future: asyncio.Future[Any]) -> None:
        self.future = future

    def __await__(self) -> Generator[Any, Any, Any]:
        return self.future.__await__()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.future, name)


class Promising(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> Any:
        return Promise(super().run(executor, func, args))


class Mutant(ReferenceLoop):
    executors_type = Promising


new_event_loop = Mutant
