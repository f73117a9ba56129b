"""What an item left behind: the leak audit.

Keeps true: only what is there now and was not there before is named, and only after it had a fair chance to
end by itself. Nothing is repaired except what would make the next item fail for this one's sake.
Deliberately knows nothing of pytest or clauses.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
import warnings
import weakref
from asyncio import events
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import psutil

from conformance.expect import Broken, clean, shown
from conformance.patience import scaled

PATIENCE = 5.0
"""Seconds that a thread which was told to end may take; a sane one needs none of them."""

CLAIM = "nothing is left behind"
"""What the audit expects of every item, beside the item's own claim."""

Words = Iterator[str]


@dataclass(frozen=True)
class Snapshot:
    """What the process held before the item."""

    threads: frozenset[threading.Thread]
    descriptors: frozenset[tuple[int, str]]
    children: frozenset[int]


def snapshot() -> Snapshot:
    """Take one now. Costs well under a millisecond."""
    return Snapshot(
        frozenset(threading.enumerate()),
        frozenset(descriptors().items()),
        frozenset(_children()),
    )


@dataclass
class Belongings:
    """What is known to be the item's own, and what was seen of it while it ran."""

    before: Snapshot
    warned: list[warnings.WarningMessage]
    loops: list[Callable[[], asyncio.AbstractEventLoop | None]] = field(default_factory=list[Any])
    """Weak, so that an item may drop a loop to see what then happens."""
    reports: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Calls of the exception handler."""
    claimed: bool = False
    """Whether the item looks at the reports itself."""
    unseen: list[str] = field(default_factory=list[str])
    """Exceptions that left a finalizer or a thread."""
    left: list[str] = field(default_factory=list[str])
    """Words for what was found left behind while the item was being taken down."""

    def add(self, loop: asyncio.AbstractEventLoop) -> None:
        """Note a loop that the item has made."""
        try:
            self.loops.append(weakref.ref(loop))
        except TypeError:  # a native loop need not support weak references
            self.loops.append(lambda: loop)

    def note(self, error: BaseException | None, what: str, where: object) -> None:
        """Note an exception that nobody could catch."""
        self.unseen.append(f"an exception {what} {shown(where)}: {shown(error)}")

    def close(self, loop: asyncio.AbstractEventLoop) -> None:
        """Close a loop of the item; tasks still pending are noted before they lose their loop."""
        if not loop.is_closed():
            self.left += _tasks(loop)
        loop.close()

    def leaks(self) -> list[str]:
        """Words for each thing left behind; also closes what is open, so that the next item starts clean.

        Raises Broken when a report carries one: a verdict that fell inside a callback.
        """
        found = [*self.left, *_running_loop(), *self._of_loops(), *_threads(self.before)]
        self.loops.clear()
        gc.collect()
        found += [*_reports(self), *_descriptors(self.before), *_child_processes(self.before)]
        self.reports.clear()  # they hold on to tasks, whose coroutines have a last word, too
        return found + self.unseen + list(_warnings(self.warned))

    def _of_loops(self) -> Words:
        for loop in filter(None, (refer() for refer in self.loops)):
            yield from _open(loop)
            yield from _handles(loop)


@contextmanager
def watch() -> Generator[Belongings]:
    """Note all that happens from here on beside the item's own words.

    Not thread-safe: warnings and hooks belong to the process, so one item at a time.
    """
    hooks = sys.unraisablehook, threading.excepthook
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")  # the verdict must not depend on the filters of the host run
        own = Belongings(snapshot(), warned)
        sys.unraisablehook = lambda seen: own.note(seen.exc_value, "in", seen.object)
        threading.excepthook = lambda seen: own.note(seen.exc_value, "that ended", seen.thread)
        try:
            yield own
        finally:
            sys.unraisablehook, threading.excepthook = hooks


def _running_loop() -> Words:
    if events._get_running_loop() is not None:
        events._set_running_loop(None)
        yield "a loop is still set as the running loop of this thread"


def _tasks(loop: asyncio.AbstractEventLoop) -> Words:
    pending = asyncio.all_tasks(loop)
    if pending:
        names = ", ".join(sorted(task.get_name() for task in pending))
        yield clean(f"{len(pending)} pending task(s): {names}")


def _open(loop: asyncio.AbstractEventLoop) -> Words:
    if not loop.is_closed():
        yield from _tasks(loop)
        yield "a loop that was not closed"
        with suppress(Exception):
            loop.close()


def _handles(loop: asyncio.AbstractEventLoop) -> Words:
    """A closed loop that still holds callbacks, where its attributes let that be seen."""
    held = [handle for name in ("_ready", "_scheduled") for handle in _members(loop, name)]
    live = [handle for handle in held if not handle.cancelled()]
    if live:
        yield f"{len(live)} scheduled handle(s) in a closed loop"


def _members(loop: asyncio.AbstractEventLoop, name: str) -> list[asyncio.Handle]:
    try:
        return [one for one in getattr(loop, name, ()) if isinstance(one, asyncio.Handle)]
    except TypeError:
        return []  # a native loop may use the name for something else


def _threads(before: Snapshot) -> Words:
    new = [one for one in threading.enumerate() if one not in before.threads and not _is_foreign(one)]
    for thread in new:
        thread.join(scaled(PATIENCE))
        if thread.is_alive():
            yield clean(f"thread {thread.name} still runs")


def _is_foreign(thread: threading.Thread) -> bool:
    """A thread that Python did not start has no end that could be seen."""
    return isinstance(thread, threading._DummyThread)


def _reports(own: Belongings) -> Words:
    for context in own.reports:
        error = context.get("exception")
        if isinstance(error, Broken):
            raise error
        if not own.claimed:
            cause = f" ({shown(error)})" if error is not None else ""
            yield clean(f"a report to the exception handler: {context.get('message')}{cause}")


def descriptors() -> dict[int, str]:
    """The open file descriptors of this process, and what each refers to; none where they have no folder."""
    folder = "/proc/self/fd" if os.path.isdir("/proc/self/fd") else "/dev/fd"
    found: dict[int, str] = {}
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        with suppress(OSError, ValueError):
            os.fstat(int(name))  # the one that listed the folder is closed by now
            found[int(name)] = _referent(folder, name)
    return found


def _referent(folder: str, name: str) -> str:
    try:
        return os.readlink(f"{folder}/{name}")
    except OSError:
        return "?"


def _descriptors(before: Snapshot) -> Words:
    new = sorted(set(descriptors().items()) - before.descriptors)
    if new:
        yield clean("open file descriptor(s): " + ", ".join(f"{fd} ({what})" for fd, what in new))


def _children() -> dict[int, str]:
    """What is known of each child process, by its id."""
    try:
        if hasattr(os, "waitid"):
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return {}  # the cheap answer, and the usual one
    mine = os.getpid()  # Process.children() also compares clock times, and a machine may set its clock back
    found = [process.info for process in psutil.process_iter(["pid", "ppid", "name", "status"])]
    return {one["pid"]: f"{one['name']} ({one['status']})" for one in found if one["ppid"] == mine}


def _child_processes(before: Snapshot) -> Words:
    for pid, child in _children().items():
        if pid not in before.children:
            _end(pid)
            yield clean(f"child process {child}")


def _end(pid: int) -> None:
    """Kill a child that nobody else will, so that it does not wait for ever."""
    with suppress(psutil.Error):
        child = psutil.Process(pid)
        child.kill()
        child.wait()


def _warnings(warned: Iterable[warnings.WarningMessage]) -> Words:
    for one in warned:
        text = str(one.message).strip()
        kind = one.category.__name__
        never_awaited = issubclass(one.category, RuntimeWarning) and "never awaited" in text
        if never_awaited or issubclass(one.category, ResourceWarning):
            yield clean(f"{kind}: {' '.join(text.split())}")
