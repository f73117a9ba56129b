"""The other threads of a program: they call call_soon_threadsafe and log when the call begins and returns.

Keeps true: no thread outlives the run. Does not know: where the loop puts what it is given.
A judge puts another `Helpers` in the place of this one, and so needs no thread to explain what threads did.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Call:
    """One call of call_soon_threadsafe, in its three parts: log that it begins, make it, log that it has
    returned.
    """

    name: str
    serial: int
    begin: Callable[[], None]
    make: Callable[[], None]
    end: Callable[[], None]


class Helpers(Protocol):
    """Whoever makes calls from outside the loop's thread."""

    def start(self, calls: Sequence[Call]) -> None:
        """Make the calls, in order, outside the loop's thread."""

    def join(self) -> None:
        """Return when every call started so far has been made."""

    def pause(self) -> None:
        """Hear that a body is between two steps, or at its end, or that the loop is about to run (again)."""


class RealThreads:
    """One new thread for each `from_thread`."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []

    def start(self, calls: Sequence[Call]) -> None:
        """Make the calls in a new thread."""
        thread = threading.Thread(target=_make, args=(calls,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def join(self) -> None:
        """Wait for all threads."""
        while self._threads:
            self._threads.pop().join()

    def pause(self) -> None:
        """Threads of their own need no telling."""


def _make(calls: Sequence[Call]) -> None:
    for call in calls:
        call.begin()
        call.make()
        call.end()
