"""A server keeps the connection of a client that speaks no TLS."""

from __future__ import annotations

from ssl import SSLError

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-66"


class Wrong(TlsTransport):
    def _lose(self, error: BaseException | None) -> None:
        if self._made is None and isinstance(error, SSLError) and not self.is_reading():
            return
        super()._lose(error)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
