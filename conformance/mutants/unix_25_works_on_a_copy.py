"""A server works on a copy of the socket that it is given, and leaves the original open."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-25"


class Mutant(ReferenceLoop):
    async def create_unix_server(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        if "sock" in options and options["sock"].type == socket.SOCK_STREAM and path is None:
            options["sock"] = options["sock"].dup()
        return await super().create_unix_server(protocol_factory, path, **options)


new_event_loop = Mutant
