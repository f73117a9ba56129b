"""Only one of those who wait in wait_closed() is released."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-51"


class Wrong(Server):
    def _look_whether_it_is_over(self) -> None:
        while len(self._all_over) > 1:
            self._all_over.pop()
        super()._look_whether_it_is_over()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
