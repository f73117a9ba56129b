"""close_clients() aborts."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-53"


class Wrong(Server):
    def close_clients(self) -> None:
        self.abort_clients()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
