"""One readable, typed, complete asyncio event loop: the executable specification. Begin with README.md."""

from __future__ import annotations

import asyncio
from asyncio import CancelledError
from collections.abc import Coroutine
from typing import Any, TypeVar

from .background import PyLoop
from .choices import ChoicePoint, Chooser
from .clock import MonotonicClock, VirtualClock
from .futures import Future
from .loop import ReferenceLoop, new_event_loop
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

T = TypeVar("T")


def run(main: Coroutine[Any, Any, T], *, debug: bool | None = None) -> T:
    """Run `main` on a new ReferenceLoop, and return its result: `asyncio.run` with this loop."""
    with asyncio.Runner(debug=debug, loop_factory=new_event_loop) as runner:
        return runner.run(main)
