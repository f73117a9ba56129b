"""Loops that show in a soak only: each is sane for a while, or in small things."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from typing import Any

HOARD: list[bytearray] = []


class _Turns(asyncio.SelectorEventLoop):
    """Does something wrong at each of its timers."""

    def call_at(self, when: float, callback: Any, *args: Any, context: Any = None) -> asyncio.TimerHandle:
        """As asked, and something else besides."""
        self.wrong()
        return super().call_at(when, callback, *args, context=context)

    def wrong(self) -> None:
        """Do it."""


class LeaksDescriptors(_Turns):
    """Opens a file for each timer."""

    def wrong(self) -> None:
        """Open one more."""
        os.open(os.devnull, os.O_RDONLY)


class LeaksMemory(asyncio.SelectorEventLoop):
    """Keeps a little of each callback."""

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> asyncio.Handle:
        """As asked, and keep 10 kB."""
        HOARD.append(bytearray(b"x") * 10_000)
        return super().call_soon(callback, *args, context=context)


class LeaksTasks(_Turns):
    """Begins a task for each thousandth timer, which waits for ever."""

    count = 0

    def wrong(self) -> None:
        """Begin one."""
        self.count += 1
        if self.count % 1000 == 0:
            HOARD.append(self.create_task(asyncio.Event().wait()))  # type: ignore[arg-type]


class LosesCalls(asyncio.SelectorEventLoop):
    """Its tasks refuse to be cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.set_task_factory(_stubborn)


def _stubborn(loop: Any, coro: Any, **options: Any) -> asyncio.Task[Any]:
    return Stubborn(coro, loop=loop, **options)


class Stubborn(asyncio.Task[Any]):
    """Says that it will be cancelled, and goes on."""

    def cancel(self, msg: Any = None) -> bool:
        """Do nothing."""
        return not self.done()


class Dies(_Turns):
    """Crashes at its first timer."""

    def wrong(self) -> None:
        """Crash."""
        os.kill(os.getpid(), signal.SIGSEGV)


class Hangs(_Turns):
    """Waits for ever at its first timer."""

    def wrong(self) -> None:
        """Wait for what nobody does."""
        threading.Event().wait()


leaks_descriptors, leaks_memory, leaks_tasks = LeaksDescriptors, LeaksMemory, LeaksTasks
loses_calls, dies, hangs = LosesCalls, Dies, Hangs
