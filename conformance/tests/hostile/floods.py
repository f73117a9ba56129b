"""Writes terminal escapes to both outputs until something stops it."""

import os

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Writes terminal escapes to both outputs until something stops it."""

    def misbehave(self) -> None:
        """In a callback."""
        while True:
            for descriptor in (1, 2):
                os.write(descriptor, b"\x1b[2J\x1b[31m" * 100_000)


new_event_loop = Loop
