"""The clients of a server at a path are sent twice what is written over TLS."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes
from reference_loop.transports.tls import TlsTransport

BREAKS = "UNIX-54"


class Wrong(TlsTransport):
    def write(self, data: Bytes) -> None:
        super().write(data)
        accepted = self._made is None
        if accepted and self.get_extra_info("socket").family == socket.AF_UNIX:
            super().write(data)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
