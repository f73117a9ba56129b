"""Several addresses, one connection: which is tried first, and when the next is (happy eyeballs, RFC 8305).

Keeps true: whoever is tried and not chosen is called off, and has ended when the race is over; what it won
all the same is dropped. The failures are listed in the order in which the attempts began.
Does not know: what an attempt does, nor what is won.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from itertools import zip_longest
from typing import Any, Generic, TypeVar

from .contracts import Core

T = TypeVar("T")
Entry = TypeVar("Entry", bound=tuple[Any, ...])

Attempt = Callable[[], Coroutine[Any, Any, T]]
"""Begins one attempt, which raises OSError when it fails."""

Outcome = tuple[T | None, list[OSError]]
"""What was won, None for nothing, and how the attempts failed that did."""


def interleaved(infos: Sequence[Entry], first: int) -> list[Entry]:
    """The addresses, one family after the other by turns, but `first` of the first family to begin with."""
    families: dict[object, list[Entry]] = {}
    for info in infos:
        families.setdefault(info[0], []).append(info)
    lanes = list(families.values())
    head = lanes[0][: first - 1] if lanes else []
    lanes[:1] = [lane[len(head) :] for lane in lanes[:1]]
    return head + [info for row in zip_longest(*lanes) for info in row if info is not None]  # CONN-21


async def one_by_one(attempts: Iterable[Attempt[T]]) -> Outcome[T]:
    """Begin an attempt when the one before has failed, until one succeeds."""
    failures: list[OSError] = []
    try:
        for attempt in attempts:
            try:
                return await attempt(), failures  # CONN-15
            except OSError as failure:
                failures.append(failure)
        return None, failures
    finally:
        del failures  # this frame is in the traceback of each: no ring of the three


class Race(Generic[T]):
    """Attempts in parallel: one begins when the one before has failed, or has taken `delay` seconds.

    `drop` gets what was won by those who were not chosen.
    """

    def __init__(self, loop: Core, delay: float, drop: Callable[[T], object]) -> None:
        self._loop = loop
        self._delay = delay
        self._drop = drop
        self._runners: list[asyncio.Task[T]] = []
        self._chosen: asyncio.Task[T] | None = None

    async def run(self, attempts: Iterable[Attempt[T]]) -> Outcome[T]:
        """Return when one has succeeded, or all have failed."""
        try:
            self._chosen = await self._choose(attempts)
        finally:
            await self._call_off()
        failures = [failure for runner in self._runners if (failure := _failure(runner)) is not None]
        return (self._chosen.result() if self._chosen is not None else None), failures  # CONN-23

    async def _choose(self, attempts: Iterable[Attempt[T]]) -> asyncio.Task[T] | None:
        for attempt in attempts:
            self._runners.append(self._loop.create_task(attempt()))
            deadline = self._loop.time() + self._delay  # CONN-17
            chosen = await self._winner(self._runners[-1:], deadline)  # CONN-18
            if chosen is not None:
                return chosen
        return await self._winner(self._runners, None)

    async def _winner(self, awaited: list[asyncio.Task[T]], deadline: float | None) -> asyncio.Task[T] | None:
        """Return the first runner that has won; None when all who are awaited have failed, or it is late."""
        while True:
            for runner in self._runners:  # CONN-20
                if runner.done() and _failure(runner) is None:
                    return runner
            left = None if deadline is None else deadline - self._loop.time()
            if all(one.done() for one in awaited) or (left is not None and left <= 0):
                return None  # CONN-16
            running = [runner for runner in self._runners if not runner.done()]
            await asyncio.wait(running, timeout=left, return_when=asyncio.FIRST_COMPLETED)

    async def _call_off(self) -> None:
        """End who still runs, and drop what nobody wants."""
        for runner in self._runners:
            runner.cancel()  # CONN-19 CONN-24
        try:
            if self._runners:
                await asyncio.wait(self._runners)
        except BaseException:  # cancelled once more: nobody is chosen
            self._chosen = None
            raise
        finally:
            for runner in self._runners:
                if runner is not self._chosen and _has_won(runner):
                    self._drop(runner.result())


def _has_won(runner: asyncio.Task[Any]) -> bool:
    return runner.done() and not runner.cancelled() and runner.exception() is None


def _failure(runner: asyncio.Task[Any]) -> OSError | None:
    """How an attempt failed; None if it did not, or not as attempts do."""
    error = None if runner.cancelled() or not runner.done() else runner.exception()
    return error if isinstance(error, OSError) else None
