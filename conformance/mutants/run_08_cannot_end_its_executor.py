"""The loop has no shutdown_default_executor()."""

import asyncio

BREAKS = "RUN-08"
AFTER = "https://github.com/MagicStack/uvloop/issues/349"


class Mutant(asyncio.SelectorEventLoop):
    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        raise NotImplementedError


new_event_loop = Mutant
