"""The server accepts connections from the start, and says so when it was asked to."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-19"


class Hasty(Server):
    asked = False

    def is_serving(self) -> bool:
        return self.asked and super().is_serving()

    def _start(self) -> None:
        self.asked = True
        super()._start()


class Mutant(ReferenceLoop):
    server_type = Hasty

    async def create_server(self, *what: Any, start_serving: bool = True, **options: Any) -> Any:
        server: Any = await super().create_server(*what, **options)
        server.asked = start_serving
        return server


new_event_loop = Mutant
