"""Forged data is told as a regular end."""

from __future__ import annotations

from ssl import SSLError

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport
from reference_loop.transports.tls_states import SECURE

BREAKS = "TLS-53"


class Wrong(TlsTransport):
    def _lose(self, error: BaseException | None) -> None:
        super()._lose(None if self._state is SECURE and isinstance(error, SSLError) else error)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
