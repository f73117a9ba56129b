"""serve_forever() returns when a client leaves."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-35"


class Wrong(Server):
    def _on_lost(self, transport: Any) -> None:
        super()._on_lost(transport)
        if self._forever is not None and not self._forever.done():
            self._forever.set_result(None)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
