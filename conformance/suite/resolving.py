"""The system's resolver, held up or made to find nothing, for questions about names.

Keeps true: nobody is patched, and nobody outside of this machine is asked, so it holds for any loop that asks
the C library, in whatever thread. Whoever waits is let go, at the latest after LIMIT seconds.
Deliberately knows no loop.

It is done by glibc's table of aliases, the file that the environment names in HOSTALIASES: glibc opens it
when a name without dots is in no other table. When that file is a pipe, glibc waits until somebody opens its
other end, and then for a line. The line that it gets says that NAME is short for a name that nobody can be
asked for.
"""

from __future__ import annotations

import functools
import os
import platform
import socket
import tempfile
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from conformance.suite.driving import PATIENCE

NAME = "held-for-a-question"
"""The name that the resolver waits with."""
ALIAS = f"{NAME} ..\n".encode()
LIMIT = PATIENCE / 2
"""Seconds after which it is let go: a loop that waits with it would wait for ever."""
VARIABLE = "HOSTALIASES"


class Resolver:
    """What the system's resolver does with NAME: it waits, until it is let go; then it finds nothing."""

    def __init__(self, folder: Path) -> None:
        self.aliases = folder / "aliases"
        self._answer = folder / "answer"
        if not hasattr(os, "mkfifo"):
            pytest.skip("the question needs a resolver that can be made to wait, by a pipe with a name")
        os.mkfifo(self.aliases)
        self._answer.write_bytes(ALIAS)
        self._end: int | None = None
        self._lock = threading.Lock()
        self.free = False
        """Whether it has been let go."""

    def holds(self) -> bool:
        """Whether somebody waits for it; whoever does, goes on waiting."""
        with self._lock:
            if self._end is None and not self.free:
                with suppress(OSError):  # nobody has opened the other end
                    self._end = os.open(self.aliases, os.O_WRONLY | os.O_NONBLOCK)
            return self._end is not None and not self.free

    def let_go(self) -> None:
        """Answer whoever waits, and whoever asks later. May be called from any thread."""
        with self._lock:
            if self.free:
                return
            self.free = True
            pipe = os.open(self.aliases, os.O_RDWR | os.O_NONBLOCK)
            os.replace(self._answer, self.aliases)  # a plain file, for whoever comes later
            os.write(pipe, ALIAS)
            for end in (pipe, self._end):
                if end is not None:
                    os.close(end)


@contextmanager
def resolving() -> Generator[Resolver, None, None]:
    """The resolver, which is let go after LIMIT seconds, and when the block is left."""
    with tempfile.TemporaryDirectory() as folder:
        resolver = Resolver(Path(folder))
        before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = str(resolver.aliases)
        safety = threading.Timer(LIMIT, resolver.let_go)
        safety.start()
        try:
            yield resolver
        finally:
            resolver.let_go()
            safety.cancel()
            safety.join()
            os.environ.pop(VARIABLE)
            if before is not None:
                os.environ[VARIABLE] = before


@functools.cache
def can_be_held() -> bool:
    """Whether this system's resolver is glibc's own, and looks where we expect it to."""
    if platform.libc_ver()[0] != "glibc":
        return False
    with resolving() as resolver:
        asking = threading.Thread(target=_ask)
        asking.start()
        while not resolver.holds() and asking.is_alive():
            asking.join(0.001)
        held = resolver.holds()
        resolver.let_go()
        asking.join()
    return held


def _ask() -> None:
    with suppress(OSError):
        socket.getaddrinfo(NAME, 80)
