"""create_unix_connection(sock=sock) closes that socket and uses another."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix, checked

BREAKS = "UNIX-05"


class Wrong(Unix):
    async def adopt(self, factory: Any, sock: socket.socket, terms: Any) -> tuple[Any, Any]:
        checked(sock).close()
        mine, other = socket.socketpair()
        other.close()
        return await super().adopt(factory, mine, terms)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
