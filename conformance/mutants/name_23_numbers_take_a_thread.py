"""A thread looks up what is a number already."""

from __future__ import annotations

import socket
from functools import partial
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-23"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
        return await self.run_in_executor(None, partial(socket.getaddrinfo, host, port, **hints))


new_event_loop = Mutant
