"""What create_task() returns can do all that a task can, and is no asyncio.Task."""

from __future__ import annotations

from types import CellType, FunctionType
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "TASK-42"

_own_class = CellType()


def _moved(what: Any) -> Any:
    """The same, but its super() looks from the new class."""
    if not isinstance(what, FunctionType) or what.__code__.co_freevars != ("__class__",):
        return what
    copy = FunctionType(what.__code__, what.__globals__, what.__name__, what.__defaults__, (_own_class,))
    copy.__kwdefaults__ = what.__kwdefaults__
    return copy


Likeness: Any = type(
    "Likeness",
    (Future,),
    {name: _moved(what) for name, what in vars(Task).items() if name not in ("__dict__", "__weakref__")},
)
_own_class.cell_contents = Likeness


class Mutant(ReferenceLoop):
    task_type = Likeness


new_event_loop = Mutant
