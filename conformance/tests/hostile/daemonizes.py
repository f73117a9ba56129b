"""Leaves a grandchild in a session of its own, which nobody is the parent of."""

import os
import signal

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Leaves a grandchild in a session of its own, which nobody is the parent of."""

    def misbehave(self) -> None:
        """In a callback."""
        child = os.fork()
        if child == 0:
            os.setsid()
            if os.fork() == 0:
                signal.pause()
            os._exit(0)
        os.waitpid(child, 0)


new_event_loop = Loop
