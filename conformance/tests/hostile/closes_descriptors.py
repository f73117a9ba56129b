"""Closes every file descriptor of the process but those of the loop."""

import os

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Closes every file descriptor of the process but those of the loop."""

    def misbehave(self) -> None:
        """In a callback."""
        os.close(0)
        os.close(1)
        os.close(2)


new_event_loop = Loop
