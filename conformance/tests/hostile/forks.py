"""Forks in a callback; the copy stays, in the same process group."""

import os
import signal

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Forks in a callback; the copy stays, in the same process group."""

    def misbehave(self) -> None:
        """In a callback."""
        if os.fork() == 0:
            signal.pause()


new_event_loop = Loop
