"""A bound socket is not listened on: whoever made it is to do that."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-09"


class Mutant(ReferenceLoop):
    async def create_server(self, factory: Any, *where: Any, sock: Any = None, **options: Any) -> Any:
        if sock is not None and not sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            options["start_serving"] = False
        return await super().create_server(factory, *where, sock=sock, **options)


new_event_loop = Mutant
