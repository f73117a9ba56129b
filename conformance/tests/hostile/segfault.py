"""Reads address zero in a callback."""

import ctypes

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Reads address zero in a callback."""

    def misbehave(self) -> None:
        """In a callback."""
        ctypes.string_at(0)


new_event_loop = Loop
