"""Sleeps in C for ever and never lets go of the GIL."""

import ctypes

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Sleeps in C for ever and never lets go of the GIL."""

    def misbehave(self) -> None:
        """In a callback."""
        ctypes.PyDLL(None).pause()


new_event_loop = Loop
