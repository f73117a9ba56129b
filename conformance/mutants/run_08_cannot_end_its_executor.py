"""The loop has no shutdown_default_executor()."""

import asyncio

BREAKS = "RUN-08"
AFTER = "https://github.com/MagicStack/uvloop/issues/349"


class Mutant(asyncio.SelectorEventLoop):
    shutdown_default_executor = asyncio.AbstractEventLoop.shutdown_default_executor


new_event_loop = Mutant
