"""The loop has no slow_callback_duration until it is set."""

import asyncio

BREAKS = "DEBUG-09"
AFTER = "https://github.com/MagicStack/uvloop/issues/33"


class Mutant(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        super().__init__()
        del self.slow_callback_duration


new_event_loop = Mutant
