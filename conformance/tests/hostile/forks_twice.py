"""Forks in a callback; the copy runs on, as if it were the worker."""

import os

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Forks in a callback; the copy runs on, as if it were the worker."""

    def misbehave(self) -> None:
        """In a callback."""
        os.fork()


new_event_loop = Loop
