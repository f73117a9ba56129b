"""What the parts of a loop have in common: each knows whose it is, and keeps nobody alive.

Keeps true: a loop and its parts make no ring, so a closed loop goes with its last reference, and the garbage
collector need not come by.
Does not know: what any part does.
"""

from __future__ import annotations

import weakref
from typing import Generic, TypeVar

from . import errors

L = TypeVar("L")


class Part(Generic[L]):
    """Part of a loop, which it sees as an `L`."""

    def __init__(self, loop: L) -> None:
        self._whose = weakref.ref(loop)  # CLOSE-14

    @property
    def _loop(self) -> L:
        """The loop. RuntimeError when it is gone: whoever still asks holds a part and no loop."""
        loop = self._whose()
        if loop is None:
            raise errors.loop_closed()
        return loop
