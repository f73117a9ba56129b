"""Which descriptor wants what, and which can have it.

Keeps true: a descriptor has at most one reader and one writer; a new one replaces and cancels the old; the
system is asked to watch exactly what somebody wants.
Does not know: what the handles do. It runs no callback, it reports which are ready.
"""

from __future__ import annotations

import asyncio
import contextlib
import select
import selectors
import sys
from collections.abc import Iterator
from typing import Protocol

from . import errors
from .contracts import READABLE, WRITABLE, Poller


class HasFileno(Protocol):
    """An open file, a socket, ..."""

    def fileno(self) -> int:
        """Return the descriptor."""
        ...


FileDescriptorLike = int | HasFileno


def descriptor(file: FileDescriptorLike) -> int:
    """Return the descriptor of `file`. ValueError if it has none, or it is closed (-1)."""
    try:
        fd = file if isinstance(file, int) else int(file.fileno())  # READY-12
    except (AttributeError, TypeError, ValueError):
        raise errors.fd_expected(file) from None  # READY-13
    if fd < 0:
        raise errors.fd_expected(file)
    return fd


class SelectorsPoller:
    """The portable poller, over `selectors`."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()

    def watch(self, fd: int, interest: int) -> None:
        """Set the interest in `fd`; 0 forgets it."""
        known = fd in self._selector.get_map()
        if not interest:
            if known:
                self._selector.unregister(fd)
        elif known:
            self._selector.modify(fd, interest)
        else:
            self._selector.register(fd, interest)

    def poll(self, timeout: float | None) -> list[tuple[int, int]]:
        """Sleep at most `timeout` seconds and return what is ready."""
        return [(key.fd, ready) for key, ready in self._selector.select(timeout)]

    def close(self) -> None:
        """Give the selector back."""
        self._selector.close()


if sys.platform == "linux":

    class EpollPoller:
        """Linux' epoll without a layer between: two dicts fewer per event than `selectors`."""

        def __init__(self) -> None:
            self._epoll = select.epoll()
            self._interest: dict[int, int] = {}

        def watch(self, fd: int, interest: int) -> None:
            """Set the interest in `fd`; 0 forgets it. OSError if the system cannot watch it (a regular
            file)."""
            mask = (select.EPOLLIN if interest & READABLE else 0) | (
                select.EPOLLOUT if interest & WRITABLE else 0
            )
            if not interest:
                if self._interest.pop(fd, 0):
                    self._forget(fd)
                return
            if fd in self._interest:
                self._epoll.modify(fd, mask)
            else:
                self._epoll.register(fd, mask)
            self._interest[fd] = interest

        def _forget(self, fd: int) -> None:
            with contextlib.suppress(OSError):  # it was closed first, and the system forgot it then
                self._epoll.unregister(fd)

        def poll(self, timeout: float | None) -> list[tuple[int, int]]:
            """Sleep at most `timeout` seconds (the system rounds up to ms) and return what is ready."""
            events = self._epoll.poll(timeout)
            if not events:
                return []
            return [
                (fd, self._ready(event) & self._interest[fd]) for fd, event in events if fd in self._interest
            ]

        def _ready(self, event: int) -> int:
            """Translate; a hang-up or an error wakes whoever waits, to find out by trying."""
            readable = READABLE if event & ~select.EPOLLOUT else 0
            return readable | (WRITABLE if event & ~select.EPOLLIN else 0)

        def close(self) -> None:
            """Give the epoll descriptor back."""
            self._epoll.close()

    default_poller: type[EpollPoller | SelectorsPoller] = EpollPoller
else:
    default_poller = SelectorsPoller


class Descriptors:
    """The readers and writers of add_reader() and add_writer(), per descriptor."""

    def __init__(self, poller: Poller) -> None:
        self._poller = poller
        self._handles: dict[int, dict[int, asyncio.Handle]] = {}
        # What a watched descriptor was last given as. Invariant: no key that _handles has not.
        self._files: dict[int, FileDescriptorLike] = {}

    def __len__(self) -> int:
        return len(self._handles)

    def given_as(self, fd: int, file: FileDescriptorLike) -> None:
        """Remember the object that a watched descriptor was named by, until nobody watches it."""
        self._files[fd] = file

    def number_of(self, file: FileDescriptorLike) -> int:
        """Return the descriptor of `file`; of a closed one, the number under which it is watched.

        ValueError, as `descriptor`, if it has none and is not watched.
        """
        try:
            return descriptor(file)
        except ValueError:
            for fd, given in self._files.items():  # READY-30
                if given is file:
                    return fd
            raise

    def add(self, fd: int, interest: int, handle: asyncio.Handle) -> None:
        """Let `handle` run whenever `fd` is ready for `interest`; replaces and cancels the one before."""
        handles = self._handles.get(fd, {})
        self._poller.watch(fd, sum({*handles, interest}))  # READY-10
        if interest in handles:
            handles[interest].cancel()  # READY-07
        self._handles[fd] = {**handles, interest: handle}  # READY-08

    def remove(self, fd: int, interest: int) -> bool:
        """Forget the handle and cancel it; return False if there was none."""
        handles = self._handles.get(fd, {})
        if interest not in handles:
            return False
        handles.pop(interest).cancel()  # READY-05 READY-06 READY-17
        self._poller.watch(fd, sum(handles))
        if not handles:  # READY-11
            del self._handles[fd]
            self._files.pop(fd, None)
        return True  # READY-03 READY-04

    def ready(self, fd: int, interest: int) -> Iterator[asyncio.Handle]:
        """Yield the handles to run, reader first; a cancelled one is forgotten instead."""
        handles = self._handles.get(fd, {})
        for one in (READABLE, WRITABLE):
            if interest & one and one in handles:
                if handles[one].cancelled():
                    self.remove(fd, one)
                else:
                    yield handles[one]

    def clear(self) -> None:
        """Forget all; the poller is about to be closed."""
        self._handles.clear()
        self._files.clear()
