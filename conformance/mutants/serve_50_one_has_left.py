"""When the first of several clients leaves a closed server, it counts as the last."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-50"


class Wrong(Server):
    def _on_lost(self, transport: Any) -> None:
        if not self.sockets:
            self._transports.clear()
        super()._on_lost(transport)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
