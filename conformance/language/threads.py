"""The other threads of a program: they call call_soon_threadsafe and log when the call begins and returns.

Keeps true: no thread outlives the run. Does not know: where the loop puts what it is given.
A judge puts another `Helpers` in the place of this one, and so needs no thread to explain what threads did.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

Call = Callable[[], None]


class Helpers(Protocol):
    """Whoever makes calls from outside the loop's thread."""

    def begin(self, calls: list[Call]) -> None:
        """Make the calls, in order, outside the loop's thread."""

    def join(self) -> None:
        """Return when every call begun so far has been made."""

    def pause(self) -> None:
        """Told before every step of every body and after every body."""


class RealThreads:
    """One new thread for each `from_thread`."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []

    def begin(self, calls: list[Call]) -> None:
        thread = threading.Thread(target=lambda: [call() for call in calls], daemon=True)
        self._threads.append(thread)
        thread.start()

    def join(self) -> None:
        while self._threads:
            self._threads.pop().join()

    def pause(self) -> None:
        """Threads of their own need no telling."""
