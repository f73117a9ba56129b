"""start_tls() does not match the certificate against server_hostname."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.states import CONNECTED
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-27"


class Wrong(TlsTransport):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self._told is CONNECTED:
            self._terms.context.check_hostname = False
            self._codec = self.codec_type(self._terms.context, self._terms.server_side, self._terms.hostname)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
