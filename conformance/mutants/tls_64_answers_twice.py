"""Over TLS 1.2, the clients of a server are sent twice what is written."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-64"


class Wrong(TlsTransport):
    def write(self, data: Bytes) -> None:
        super().write(data)
        if self._made is None and self._codec.ssl_object.version() == "TLSv1.2":
            super().write(data)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
