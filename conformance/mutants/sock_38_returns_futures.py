"""sock_recv() returns a task."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SOCK-38"


class Mutant(ReferenceLoop):
    def sock_recv(self, sock: socket.socket, nbytes: int) -> Any:
        return self.create_task(super().sock_recv(sock, nbytes))


new_event_loop = Mutant
