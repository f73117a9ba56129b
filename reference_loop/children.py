"""How the loop hears that a child process has exited.

Keeps true: whoever watches a child is told its return code once, in a callback of the loop. A child is
reaped here and nowhere else, in the thread of the loop: until then its number belongs to it, so a signal that
is sent from that thread cannot reach a stranger who was given the number. No other child is touched.
Does not know: who started the child, and what it has to say.

There are two ways to hear. On Linux the system gives a descriptor for a process (`os.pidfd_open`, since 5.3),
which becomes readable when that exits: one more line in the poller. Where there is none, or no descriptor is
left, a thread waits for the child and calls `call_soon_threadsafe`. Neither needs SIGCHLD, so a loop in any
thread can run children, and what the program does with that signal is its own affair. The child watchers of
Python before 3.14 are left alone.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from .contracts import Wires
from .parts import Part


class Process(Protocol):
    """As much of a subprocess.Popen as is needed to see it end."""

    pid: int

    def wait(self) -> int:
        """Reap it, waiting if need be; return its exit code, or minus the number of a signal."""
        ...


Exited = Callable[[int], object]
"""Called with the return code."""


class Children(Part[Wires]):
    """The children of one loop that have not exited yet."""

    def __init__(self, loop: Wires) -> None:
        super().__init__(loop)
        self._descriptors: set[int] = set()
        self._watched = 0

    def __len__(self) -> int:
        return self._watched

    def watch(self, child: Process, exited: Exited) -> None:
        """Have ``exited(return code)`` called when `child` has exited, if it has not already. Never fails."""
        self._watched += 1
        fd = _descriptor_of(child.pid)
        if fd is None:
            _in_a_thread(self._await_exit, child, exited)
        else:
            self._descriptors.add(fd)
            self._loop.add_reader(fd, self._on_exit, fd, child, exited)  # PROC-75 PROC-77 PROC-78

    def _on_exit(self, fd: int, child: Process, exited: Exited) -> None:
        self._loop.remove_reader(fd)
        self._descriptors.remove(fd)
        os.close(fd)
        self._reap(child, exited)

    def _reap(self, child: Process, exited: Exited) -> None:
        self._watched -= 1
        exited(child.wait())  # PROC-65 PROC-76 PROC-79

    def _await_exit(self, child: Process, exited: Exited) -> None:
        _until_it_exits(child)
        try:
            self._loop.call_soon_threadsafe(self._reap, child, exited)
        except RuntimeError:  # the loop was closed
            child.wait()

    def close(self) -> None:
        """Watch nobody any more: whoever is left runs on."""
        for fd in self._descriptors:
            os.close(fd)
        self._descriptors.clear()


def _descriptor_of(pid: int) -> int | None:
    """Return a descriptor that becomes readable when the process exits; None if none can be had."""
    with suppress(OSError, AttributeError):  # too many open files, or an old kernel; not on Linux
        return os.pidfd_open(pid)
    return None


def _in_a_thread(call: Callable[..., object], *args: Any) -> None:
    threading.Thread(target=call, args=args, name="waits for a child", daemon=True).start()


def _until_it_exits(child: Process) -> None:
    """Block until the child has exited; leave it to be reaped, where the system can wait so."""
    if hasattr(os, "waitid"):
        with suppress(ChildProcessError):  # the program has told the system to reap its children
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    else:
        child.wait()
