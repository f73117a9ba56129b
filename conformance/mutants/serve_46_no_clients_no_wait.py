"""wait_closed() of a server that is not closed returns when there is no connection, as in Python 3.12.0

See https://github.com/python/cpython/issues/79033.
"""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.states import BOUND, SERVING

BREAKS = "SERVE-46"


class Wrong(Server):
    async def wait_closed(self) -> None:
        if self._transports or self._state not in (BOUND, SERVING):
            await super().wait_closed()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
