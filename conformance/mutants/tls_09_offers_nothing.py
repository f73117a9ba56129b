"""What ALPN is to select from is forgotten."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-09"


class Wrong(TlsTransport):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        context: Any = self._terms.context
        context.set_alpn_protocols([])
        self._codec = self.codec_type(context, self._terms.server_side, self._terms.hostname)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
