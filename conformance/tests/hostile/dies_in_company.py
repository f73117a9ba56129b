"""Dies with the second loop that is used in one process; alone, each lives."""

import ctypes
from itertools import count

from conformance.tests.hostile import Hostile

USED = count(1)


class Loop(Hostile):
    """Dies when it is not the first."""

    def misbehave(self) -> None:
        """In a callback."""
        if next(USED) > 1:
            ctypes.string_at(0)


new_event_loop = Loop
