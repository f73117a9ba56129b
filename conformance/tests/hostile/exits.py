"""Ends the process from a callback, past every handler."""

import os

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Ends the process from a callback, past every handler."""

    def misbehave(self) -> None:
        """In a callback."""
        os._exit(7)


new_event_loop = Loop
