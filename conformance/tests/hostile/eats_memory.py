"""Takes memory until it gets no more."""

from conformance.tests.hostile import Hostile


class Loop(Hostile):
    """Takes memory until it gets no more."""

    def misbehave(self) -> None:
        """In a callback."""
        eaten: list[bytes] = []
        while True:
            eaten.append(bytes(1 << 26))


new_event_loop = Loop
