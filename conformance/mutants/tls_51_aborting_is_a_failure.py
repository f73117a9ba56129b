"""abort() gives connection_lost() an error."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-51"


class Wrong(TlsTransport):
    def abort(self) -> None:
        self._lose(ConnectionAbortedError("you asked for it"))


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
