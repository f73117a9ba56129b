"""Hangs when it is asked what it can do; a good loop otherwise."""

import asyncio


class Loop(asyncio.SelectorEventLoop):
    """Waits for ever for a handler that the probe does not set."""

    def call_soon_threadsafe(self, *args: object, **options: object) -> asyncio.Handle:
        """Never answer a probe."""
        while self.get_exception_handler() is None:
            pass
        raise NotImplementedError


new_event_loop = Loop
