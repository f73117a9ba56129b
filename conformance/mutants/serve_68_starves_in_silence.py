"""Nobody hears that no descriptor is left."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import PAUSE, Server

BREAKS = "SERVE-68"


class Wrong(Server):
    def _pause(self, sock: socket.socket, error: OSError) -> None:
        self._host.remove_reader(sock.fileno())
        self._host.call_later(PAUSE, self._look_at, sock)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
