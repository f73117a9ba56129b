"""serve_forever() returns when a client leaves."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.transports.stream import StreamTransport

BREAKS = "SERVE-35"


class Wrong(Server):
    def _on_lost(self, transport: StreamTransport) -> None:
        super()._on_lost(transport)
        if self._forever is not None and not self._forever.done():
            self._forever.set_result(None)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
