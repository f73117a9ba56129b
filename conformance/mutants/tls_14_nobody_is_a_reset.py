"""A client that shows no certificate raises ConnectionResetError."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-14"


class Wrong(TlsTransport):
    def _lose(self, error: BaseException | None) -> None:
        if getattr(error, "reason", None) == "PEER_DID_NOT_RETURN_A_CERTIFICATE":
            error = ConnectionResetError("the client does not say who it is")
        super()._lose(error)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
