"""getaddrinfo() and getnameinfo() return futures."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EXEC-24"


class Mutant(ReferenceLoop):
    def getaddrinfo(self, host: Any, port: Any, **options: Any) -> Any:
        return self.run_in_executor(None, socket.getaddrinfo, host, port)

    def getnameinfo(self, sockaddr: Any, flags: int = 0) -> Any:
        return self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)


new_event_loop = Mutant
