"""A server waits half as long for a client's goodbye as it was told to."""

from __future__ import annotations

from dataclasses import replace

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-70"


class Wrong(TlsTransport):
    def close(self) -> None:
        if self._made is None:
            self._terms = replace(self._terms, shutdown_timeout=self._terms.shutdown_timeout / 2)
        super().close()


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
