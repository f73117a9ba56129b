"""close() leaves serve_forever() waiting, as in uvloop."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-39"


class Wrong(Server):
    def close(self) -> None:
        waiting, self._forever = self._forever, None
        super().close()
        self._forever = waiting


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
