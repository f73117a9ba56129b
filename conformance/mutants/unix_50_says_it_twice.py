"""A client that has called a path over TLS sends twice what is written."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes
from reference_loop.transports.tls import TlsTransport

BREAKS = "UNIX-50"


class Wrong(TlsTransport):
    def write(self, data: Bytes) -> None:
        super().write(data)
        called = self._made is not None
        if called and self.get_extra_info("socket").family == socket.AF_UNIX:
            super().write(data)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
