"""write() encodes text."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-58"


class Wrong(TlsTransport):
    def write(self, data: Any) -> None:
        super().write(data.encode() if isinstance(data, str) else data)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
