"""Loops that are wrong on purpose, each in one way, for ``--loop perf.tests.liars:NAME``."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import time
from collections.abc import Callable
from contextvars import Context
from pathlib import Path
from typing import TypeVarTuple

Args = TypeVarTuple("Args")


class Dropping(asyncio.SelectorEventLoop):
    """Loses the 40th callback it is given: fast, because it does less."""

    def __init__(self) -> None:
        super().__init__()
        self._given = itertools.count(1)

    def call_soon(
        self, callback: Callable[[*Args], object], *args: *Args, context: Context | None = None
    ) -> asyncio.Handle:
        """Schedule, and forget one."""
        handle = super().call_soon(callback, *args, context=context)
        if next(self._given) == 40:
            handle.cancel()
        return handle


class Early(asyncio.SelectorEventLoop):
    """Fires timers at once, by a clock that stands still: fast, because it does not wait."""

    def time(self) -> float:
        """The time that it always is."""
        return 1000.0

    def call_later(
        self, delay: float, callback: Callable[[*Args], object], *args: *Args, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Ignore the delay."""
        return super().call_later(0, callback, *args, context=context)


class _Tiring(asyncio.SelectorEventLoop):
    """Is right for a while: long enough to be made, tried and probed."""

    def __init__(self) -> None:
        super().__init__()
        self._given = itertools.count(1)

    def call_soon(
        self, callback: Callable[[*Args], object], *args: *Args, context: Context | None = None
    ) -> asyncio.Handle:
        """Schedule; give way at the thousandth."""
        if next(self._given) == 1000:
            self.give_way()
        return super().call_soon(callback, *args, context=context)

    def give_way(self) -> None:
        """What this liar does then."""
        raise NotImplementedError


class Crashing(_Tiring):
    """Dies by a signal."""

    def give_way(self) -> None:
        """End the process."""
        os.kill(os.getpid(), signal.SIGSEGV)


class Leaving(_Tiring):
    """Leaves the process with status 0, as if all were well."""

    def give_way(self) -> None:
        """End the process."""
        os._exit(0)


class Hanging(_Tiring):
    """Never comes back, and cannot be interrupted."""

    def give_way(self) -> None:
        """Wait for ever, deaf to polite signals."""
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        while True:
            signal.pause()


class Talking(_Tiring):
    """Raises with words meant to spoil a table."""

    def give_way(self) -> None:
        """Raise markup, a border, HTML, a control sequence and a second line."""
        raise RuntimeError("[bold]a|b <b>c</b> \x1b[31m\nsecond `line`")


class Complaining(asyncio.SelectorEventLoop):
    """Does its work, but calls its exception handler on the way."""

    def run_forever(self) -> None:
        """Complain, then run."""
        self.call_exception_handler({"message": "something went wrong"})
        super().run_forever()


class Wavering(asyncio.SelectorEventLoop):
    """Ten times as slow in every second process; processes are counted in the file $WAVERING."""

    def run_forever(self) -> None:
        """Burn time when this process is one of the slow ones."""
        begin = time.perf_counter()
        super().run_forever()
        if wavers():
            end = time.perf_counter() + 10 * (time.perf_counter() - begin)
            while time.perf_counter() < end:
                pass


class Signing(asyncio.SelectorEventLoop):
    """Right, and signs with its letter and process in the file $SIGNED whenever one is made."""

    letter = "?"

    def __init__(self) -> None:
        super().__init__()
        with Path(os.environ["SIGNED"]).open("a") as file:
            file.write(f"{self.letter} {os.getpid()}\n")


class SigningA(Signing):
    """Signs A."""

    letter = "A"


class SigningB(Signing):
    """Signs B."""

    letter = "B"


_first: list[bool] = []


def wavers() -> bool:
    """Whether this process is an odd one among those that asked."""
    if not _first:
        with Path(os.environ["WAVERING"]).open("a") as file:
            file.write("x")
            _first.append(file.tell() % 2 == 1)
    return _first[0]


def dying_factory() -> asyncio.AbstractEventLoop:
    """End the process when asked for a loop."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")
