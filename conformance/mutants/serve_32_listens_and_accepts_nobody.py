"""start_serving() lets clients connect, and accepts none."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.states import BOUND, SERVING

BREAKS = "SERVE-32"


class Wrong(Server):
    async def start_serving(self) -> None:
        if self._state is BOUND:
            self._state = SERVING
            for sock in self._listening:
                sock.listen(self._backlog)
        await super().start_serving()


class Mutant(ReferenceLoop):
    server_type = Wrong

    async def create_server(self, *what: Any, start_serving: bool = True, **options: Any) -> Any:
        server: Any = await super().create_server(*what, start_serving=False, **options)
        if start_serving:
            server._start()
        return server


new_event_loop = Mutant
