"""Python's own selector loop with the pure-Python Future and Task: same promises, other code."""

import asyncio
from asyncio import futures, tasks
from typing import Any

from conformance.capabilities import VOCABULARY
from conformance.interpreter import FACTORY_NAME, STDLIB
from conformance.target import Deviation, Target

# The pure-Python classes go by private names only; typeshed does not list them.
_PyFuture: Any = vars(futures)["_PyFuture"]
_PyTask: Any = vars(tasks)["_PyTask"]


def _new_task(loop: asyncio.AbstractEventLoop, coro: Any, **options: Any) -> Any:
    return _PyTask(coro, loop=loop, **options)


NO_SUBCLASS = Deviation(
    clause="TASK-42",
    reason="asyncio.Task is the C class where there is one, and the pure-Python class is no subclass of it",
    link="https://github.com/python/cpython/issues/140050",
)


class PurePythonLoop(asyncio.SelectorEventLoop):
    """A selector loop whose own futures and tasks are the pure-Python ones."""

    def __init__(self) -> None:
        super().__init__()
        self.set_task_factory(_new_task)

    def create_future(self) -> asyncio.Future[Any]:
        """A pure-Python future; same contract as the C one."""
        future: asyncio.Future[Any] = _PyFuture(loop=self)
        return future


TARGET = Target(
    name="asyncio-py",
    factory=PurePythonLoop,
    description="asyncio.SelectorEventLoop with the pure-Python Future and Task",
    can=frozenset(VOCABULARY) - {"eager_tasks"},
    deviations=(*STDLIB, FACTORY_NAME, NO_SUBCLASS),
)
