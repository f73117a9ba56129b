"""A second close() releases whoever waits for the end."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-42"


class Wrong(Server):
    def close(self) -> None:
        if not self.sockets:
            for over in self._all_over:
                over.set_result(None)
        super().close()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
