"""Runs a callback that never returns."""

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Runs a callback that never returns."""

    def misbehave(self) -> None:
        """In a callback."""
        while True:
            pass


new_event_loop = Loop
