"""shutdown_default_executor() takes no argument."""

import asyncio

BREAKS = "EXEC-12"
AFTER = "https://github.com/Vizonex/Winloop/issues/21"


class Mutant(asyncio.SelectorEventLoop):
    async def shutdown_default_executor(self) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        await super().shutdown_default_executor()


new_event_loop = Mutant
