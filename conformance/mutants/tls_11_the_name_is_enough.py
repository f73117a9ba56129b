"""cipher is the name of the cipher alone."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-11"


class Wrong(TlsTransport):
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        answer = super().get_extra_info(name, default)
        return answer[0] if name == "cipher" and answer else answer


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
