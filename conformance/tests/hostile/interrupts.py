"""Raises KeyboardInterrupt from a callback, as if a user had had enough."""

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Raises KeyboardInterrupt from a callback, as if a user had had enough."""

    def misbehave(self) -> None:
        """In a callback."""
        raise KeyboardInterrupt


new_event_loop = Loop
