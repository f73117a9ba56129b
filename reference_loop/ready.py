"""The queue of what is ready to run, and the *cut*: what belongs to this turn, what to the next.

Keeps true: first in, first out; each entry is handed out once; what is queued while a turn runs waits for the
next turn, so that no callback can starve the poller by scheduling others.
Does not know: what an entry does. The queue *is* a deque: adding to it is atomic, from any thread, without a
lock.
"""

from __future__ import annotations

from collections import deque

from .contracts import Runnable


class Ready(deque[Runnable]):
    """The ready queue."""

    __slots__ = ()

    push = deque[Runnable].append  # SOON-02 SOON-07
    """Queue an entry of this loop's own thread."""

    land = deque[Runnable].append  # THREAD-05
    """Queue an entry that another thread sends; thread-safe."""

    take = deque[Runnable].popleft  # SOON-01 SOON-02 SOON-12
    """Hand out the entry that has waited longest."""

    cut = deque[Runnable].__len__  # SOON-04
    """Return how many entries belong to the turn that begins now."""
