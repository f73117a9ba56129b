"""sockets is the list that the server keeps."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-44"


class Wrong(Server):
    shown: Any = None

    @property
    def sockets(self) -> Any:
        if self.shown is None:
            self.shown = list(super().sockets)
        return self.shown if self._listening else []


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
