"""Clients that wait when the server begins to serve are turned away."""

from __future__ import annotations

import socket
from contextlib import suppress

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-60"


class Wrong(Server):
    def _start(self) -> None:
        for sock in self._listening:
            with suppress(OSError):  # nobody waits
                while sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    sock.accept()[0].close()
        super()._start()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
