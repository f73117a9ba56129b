"""sockets still has what has been closed."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-45"


class Wrong(Server):
    known: Any = ()

    @property
    def sockets(self) -> Any:
        if self._listening:
            self.known = super().sockets
        return self.known


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
