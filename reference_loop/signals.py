"""Signals as callbacks of the loop.

Keeps true: a handler runs in a turn of the loop, not in the middle of other code; the interpreter writes the
number of each signal into the self-pipe exactly while there is at least one handler. SIGINT without a handler
of ours is left alone: the interpreter raises KeyboardInterrupt (RUN-15), or `asyncio.Runner` cancels
its main task (RUN-13), or, where the process was started with SIGINT ignored, nothing happens
(RUN-17).
Does not know: how the self-pipe is read.
"""

from __future__ import annotations

import asyncio
import errno
import signal
from collections.abc import Iterator
from types import FrameType

from . import errors


def _noop(number: int, frame: FrameType | None) -> None:
    """Only a handler in Python makes the interpreter write to the self-pipe."""


class Signals:
    """The signal handlers of one loop."""

    def __init__(self, wakeup_fd: int) -> None:
        self._wakeup_fd = wakeup_fd
        self._handles: dict[int, asyncio.Handle] = {}

    def __len__(self) -> int:
        return len(self._handles)

    def add(self, number: int, handle: asyncio.Handle) -> None:
        """Let `handle` run when signal `number` arrives. RuntimeError off the main thread, or if it cannot be
        caught."""
        try:
            signal.set_wakeup_fd(self._wakeup_fd)  # SIG-18 SIG-22
        except ValueError as error:
            raise errors.signals_need_main_thread() from error  # SIG-09
        self._handles[number] = handle  # SIG-14 SIG-16
        try:
            self._listen(number)
        except RuntimeError:
            del self._handles[number]
            self._unhook_if_unused()
            raise

    def _listen(self, number: int) -> None:
        _set_disposition(number, _noop)  # SIG-17
        signal.siginterrupt(number, False)

    def remove(self, number: int) -> bool:
        """Set the default back; return False if there was no handler."""
        if self._handles.pop(number, None) is None:  # SIG-10
            return False
        default = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        _set_disposition(number, default)  # SIG-12 SIG-13
        self._unhook_if_unused()
        return True

    def _unhook_if_unused(self) -> None:
        if not self._handles:  # SIG-06 SIG-24
            signal.set_wakeup_fd(-1)

    def handlers(self, numbers: bytes) -> Iterator[asyncio.Handle]:
        """Yield the handle of each signal that arrived; a cancelled one is removed instead."""
        for number in numbers:
            handle = self._handles.get(number)  # SIG-15
            if handle is None:  # SIG-11
                continue  # removed while the signal was on its way
            if handle.cancelled():
                self.remove(number)
            else:
                yield handle

    def close(self) -> None:
        """Set the default back for every signal handled."""
        for number in list(self._handles):
            self.remove(number)


def checked(number: object) -> int:
    """Return the signal `number`. TypeError if it is no int, ValueError if the system knows no such
    signal."""
    if not isinstance(number, int):
        raise errors.not_a_signal(number)
    if number not in signal.valid_signals():
        raise errors.no_such_signal(number)
    return number


def _set_disposition(number: int, action: object) -> None:
    try:
        # RUN-12: only this line changes what a signal does, and only handlers of ours ask for it.
        signal.signal(number, action)  # type: ignore[arg-type]
    except OSError as error:
        if error.errno == errno.EINVAL:
            raise errors.signal_cannot_be_caught(number) from error  # SIG-05
        raise
