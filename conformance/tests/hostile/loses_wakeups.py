"""Does not wake for another thread while it rests; a good loop otherwise."""

import asyncio
from collections.abc import Callable


class Loop(asyncio.SelectorEventLoop):
    """Queues what threads hand over, and looks at it only when something else wakes it."""

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: object, **options: object
    ) -> asyncio.Handle:
        """As call_soon: nothing is written to the pipe that the loop waits on."""
        return self.call_soon(callback, *args)


new_event_loop = Loop
