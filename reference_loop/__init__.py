"""One readable, typed, complete asyncio event loop: the executable specification. Begin with README.md."""

from asyncio import CancelledError

from .background import PyLoop
from .choices import ChoicePoint, Chooser
from .clock import MonotonicClock, VirtualClock
from .futures import Future
from .loop import ReferenceLoop, new_event_loop, run
from .tasks import Task

__all__ = [
    "CancelledError",
    "ChoicePoint",
    "Chooser",
    "Future",
    "MonotonicClock",
    "PyLoop",
    "ReferenceLoop",
    "Task",
    "VirtualClock",
    "new_event_loop",
    "run",
]
