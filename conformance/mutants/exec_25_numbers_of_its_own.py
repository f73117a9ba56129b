"""getaddrinfo() of an unknown name raises OSError with a number of the resolver's own."""

import asyncio
import socket
from typing import Any

BREAKS = "EXEC-25"
AFTER = "https://github.com/Kludex/zuvloop/pull/14"


class Mutant(asyncio.SelectorEventLoop):
    async def getaddrinfo(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return await super().getaddrinfo(*args, **kwargs)
        except socket.gaierror:
            raise OSError(3008, "unknown node or service") from None


new_event_loop = Mutant
