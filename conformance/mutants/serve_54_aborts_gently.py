"""abort_clients() closes."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-54"


class Wrong(Server):
    def abort_clients(self) -> None:
        self.close_clients()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
