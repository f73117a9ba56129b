"""A certificate that is not trusted raises ConnectionResetError."""

from __future__ import annotations

from ssl import SSLCertVerificationError

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-04"

MISMATCH = 62
"""OpenSSL's number for a certificate of somebody else."""


class Wrong(TlsTransport):
    def _lose(self, error: BaseException | None) -> None:
        if isinstance(error, SSLCertVerificationError) and error.verify_code != MISMATCH:
            error = ConnectionResetError("the peer is a stranger")
        super()._lose(error)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
