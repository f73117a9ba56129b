"""connection_made() is called before the cipher is known."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-02"


class Wrong(TlsTransport):
    def _say(self, call: str, *args: object) -> Any:
        cipher = self._known.pop("cipher", None) if call == "connection_made" else self._known.get("cipher")
        answer = super()._say(call, *args)
        self._known["cipher"] = cipher
        return answer


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
