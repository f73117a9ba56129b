"""When one address cannot be had, the others stay bound."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Serving

BREAKS = "SERVE-22"


class Wrong(Serving):
    async def bind(
        self, hosts: Any, port: Any, family: int, flags: int, switches: dict[str, bool | None]
    ) -> list[socket.socket]:
        self.held: list[socket.socket] = []
        for host in [hosts] if hosts is None or isinstance(hosts, str) else hosts:
            self.held += await super().bind(host, port, family, flags, switches)
        return self.held


class Mutant(ReferenceLoop):
    serving_type = Wrong


new_event_loop = Mutant
