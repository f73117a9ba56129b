"""What the interpreter keeps of a running body, of a log entry, and of a done callback.

Keeps true: two done callbacks of one body on one future are equal, as remove_done_callback needs.
Does not know: loops, verbs, programs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict


class Facts(TypedDict, total=False):
    """What a log entry may say besides kind, name and outcome; see `Event`."""

    serial: int
    due: float
    silent: bool
    about: int
    detail: str


@dataclass(slots=True)
class Frame:
    """One instance of a body that is running."""

    name: str
    serial: int
    refuses: bool = False
    ended: bool = False
    result: object = None


class Watcher:
    """A done callback; equal to any other of the same body on the same future, as remove_done_callback
    needs.
    """

    def __init__(self, enter: Callable[[], None], key: tuple[int, str]) -> None:
        self._enter = enter
        self.key = key

    def __call__(self, future: asyncio.Future[object]) -> None:
        """Run the body."""
        self._enter()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Watcher) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)
