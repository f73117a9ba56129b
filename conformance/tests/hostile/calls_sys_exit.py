"""Raises SystemExit from a callback."""

import sys

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Raises SystemExit from a callback."""

    def misbehave(self) -> None:
        """In a callback."""
        sys.exit(3)


new_event_loop = Loop
