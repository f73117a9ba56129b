"""A peer that does not speak TLS raises ConnectionResetError."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-22"


class Wrong(TlsTransport):
    def _lose(self, error: BaseException | None) -> None:
        if getattr(error, "reason", None) in ("WRONG_VERSION_NUMBER", "PACKET_LENGTH_TOO_LONG"):
            error = ConnectionResetError("this is not TLS")
        super()._lose(error)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
