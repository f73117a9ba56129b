"""getaddrinfo() ignores the flag AI_CANONNAME."""

import asyncio
import socket
from typing import Any

BREAKS = "EXEC-22"
AFTER = "https://github.com/MagicStack/uvloop/issues/494"


class Mutant(asyncio.SelectorEventLoop):
    async def getaddrinfo(self, *args: Any, flags: int = 0, **kwargs: Any) -> Any:
        return await super().getaddrinfo(*args, flags=flags & ~socket.AI_CANONNAME, **kwargs)


new_event_loop = Mutant
