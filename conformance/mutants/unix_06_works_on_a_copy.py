"""create_unix_connection(sock=sock) works on a copy of the socket, and leaves the original open."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix, checked

BREAKS = "UNIX-06"


class Wrong(Unix):
    async def adopt(self, factory: Any, sock: socket.socket, terms: Any) -> tuple[Any, Any]:
        return await super().adopt(factory, checked(sock).dup(), terms)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
