"""When one address cannot be had, the others stay bound."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Serving

BREAKS = "SERVE-22"


class Wrong(Serving):
    async def bind(self, hosts: Any, *wishes: Any) -> list[socket.socket]:
        if not isinstance(hosts, tuple):
            return await super().bind(hosts, *wishes)
        self.held: list[socket.socket] = []
        for host in hosts:
            self.held += await super().bind(host, *wishes)
        return self.held


class Mutant(ReferenceLoop):
    serving_type = Wrong


new_event_loop = Mutant
