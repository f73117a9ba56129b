"""is_serving() is true until the server is closed."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.states import BOUND, SERVING

BREAKS = "SERVE-31"


class Wrong(Server):
    def is_serving(self) -> bool:
        return self._state in (BOUND, SERVING)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
