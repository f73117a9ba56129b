"""Blocking work handed to threads, and the loop's default pool of them.

Keeps true: the default pool is made when first needed and never after it was shut down; it is known how
many jobs somebody still waits for.
Does not know: what the jobs do.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any, TypeVar, TypeVarTuple

from . import errors
from .parts import Part

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Executors(Part[asyncio.AbstractEventLoop]):
    """Where run_in_executor() sends its jobs."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._outstanding = 0
        self._default: Executor | None = None
        self._shut_down = False

    def __len__(self) -> int:
        """How many jobs there are for which somebody still waits."""
        return self._outstanding

    def set_default(self, executor: Executor) -> None:
        """Take `executor` as default. TypeError unless it is a ThreadPoolExecutor."""
        if not isinstance(executor, ThreadPoolExecutor):
            raise errors.not_an_executor(executor)  # EXEC-07
        self._default = executor  # EXEC-06

    def run(self, executor: Executor | None, func: Callable[[*Ts], T], args: tuple[*Ts]) -> asyncio.Future[T]:
        """Run `func(*args)` in `executor`, None for the default, and return its future."""
        job = (executor or self._the_default()).submit(func, *args)  # EXEC-01 EXEC-05 EXEC-10 EXEC-16
        future = asyncio.wrap_future(job, loop=self._loop)  # EXEC-02 EXEC-03 EXEC-17 EXEC-19
        self._count(future)
        return future

    def _the_default(self) -> Executor:
        if self._shut_down:
            raise errors.executor_was_shut_down()  # EXEC-09
        if self._default is None:
            self._default = ThreadPoolExecutor(thread_name_prefix="asyncio")  # EXEC-04
        return self._default

    def _count(self, future: asyncio.Future[Any]) -> None:
        self._outstanding += 1
        future.add_done_callback(self._uncount)

    def _uncount(self, future: asyncio.Future[Any]) -> None:
        self._outstanding -= 1

    async def shutdown_default(self, timeout: float | None) -> None:
        """Refuse new jobs, and wait for the default pool's threads to end, at most `timeout` seconds."""
        self._shut_down = True
        if self._default is None:  # EXEC-11
            return
        joined: asyncio.Future[None] = self._loop.create_future()
        self._count(joined)
        thread = threading.Thread(target=self._join, args=(self._default, joined))
        thread.start()
        try:
            async with asyncio.timeout(timeout):  # EXEC-12
                await joined
        except TimeoutError:
            warnings.warn(errors.executor_does_not_end(timeout), RuntimeWarning, stacklevel=3)  # EXEC-12
            self._default.shutdown(wait=False)
        else:
            thread.join()

    def _join(self, executor: Executor, joined: asyncio.Future[None]) -> None:
        """Join the pool's threads, in a thread of its own, and say so."""
        executor.shutdown(wait=True)  # EXEC-08 EXEC-13 RUN-08
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits
            self._loop.call_soon_threadsafe(_set_unless_done, joined)

    def close(self) -> None:
        """Refuse new jobs; the default pool's threads end when theirs are done."""
        self._shut_down = True
        if self._default is not None:
            self._default.shutdown(  # EXEC-15
                wait=False,  # CLOSE-09 EXEC-14
            )
            self._default = None


def _set_unless_done(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
