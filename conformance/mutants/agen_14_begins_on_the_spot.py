"""The first step of the cleanup runs inside the statement that drops the generator; the rest follows."""

import asyncio
from collections.abc import Generator
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.hooks import AnyAsyncGenerator, Hooks

BREAKS = "AGEN-14"


class Rest:
    def __init__(self, steps: Generator[Any, Any, None]) -> None:
        self.steps = steps

    def __await__(self) -> Generator[Any, Any, None]:
        return self.steps


async def _finish(steps: Generator[Any, Any, None]) -> None:
    await Rest(steps)


class Hasty(Hooks):
    def _dropped(self, generator: AnyAsyncGenerator) -> None:
        if asyncio._get_running_loop() is None:
            super()._dropped(generator)
            return
        self._alive.discard(generator)
        steps: Any = generator.aclose().__await__()
        try:
            steps.send(None)
        except StopIteration:
            return
        self._loop.call_soon_threadsafe(self._loop.create_task, _finish(steps))


class Mutant(ReferenceLoop):
    hooks_type = Hasty


new_event_loop = Mutant
