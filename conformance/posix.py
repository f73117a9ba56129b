"""What only POSIX has, for questions that are asked there alone, and read everywhere.

Keeps true: the suite can be imported wherever Python runs. Who is not asked elsewhere is for
`capabilities.unasked` to say.
"""

from __future__ import annotations

import signal
import socket
import sys
from typing import Any

import pytest

SMALL = 4096
"""Bytes that a pipe may hold, where the system lets us say so: a page, the least that it can."""


def _signal(name: str) -> signal.Signals:
    return getattr(signal, name, signal.SIGTERM)


SIGHUP, SIGKILL, SIGSTOP, SIGUSR1, SIGUSR2, SIGWINCH = map(
    _signal, ("SIGHUP", "SIGKILL", "SIGSTOP", "SIGUSR1", "SIGUSR2", "SIGWINCH")
)
AF_UNIX: socket.AddressFamily = getattr(socket, "AF_UNIX", socket.AF_UNSPEC)


def need_paths() -> None:
    """Skip the question where sockets have no paths."""
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("the question needs sockets at paths")


def narrow(pipe: Any) -> None:
    """Let a pipe hold little, where the system lets us say so."""
    if sys.platform == "linux":
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, SMALL)


def terminal() -> tuple[int, int]:
    """The descriptors of a new terminal that passes bytes as they are: (its screen, its program)."""
    import pty
    import tty

    master, slave = pty.openpty()
    tty.setraw(slave)
    return master, slave
