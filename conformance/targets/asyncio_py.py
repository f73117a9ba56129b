"""Python's own selector loop with the pure-Python Future and Task: same promises, other code."""

import asyncio
from asyncio import futures, tasks
from collections.abc import Coroutine
from typing import Any

from conformance.capabilities import VOCABULARY
from conformance.targets import Target


def _new_task(loop: asyncio.AbstractEventLoop, coro: Coroutine[Any, Any, Any], **options: Any) -> Any:
    return tasks._PyTask(coro, loop=loop, **options)  # type: ignore[attr-defined]


class PurePythonLoop(asyncio.SelectorEventLoop):
    """A selector loop whose own futures and tasks are the pure-Python ones."""

    def __init__(self) -> None:
        super().__init__()
        self.set_task_factory(_new_task)

    def create_future(self) -> asyncio.Future[Any]:
        """A pure-Python future; same contract as the C one."""
        made: asyncio.Future[Any] = futures._PyFuture(loop=self)  # type: ignore[attr-defined]
        return made


TARGET = Target(
    name="asyncio-py",
    factory=PurePythonLoop,
    description="asyncio.SelectorEventLoop with the pure-Python Future and Task",
    can=frozenset(VOCABULARY) - {"eager_tasks"},
)
