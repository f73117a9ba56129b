"""The last byte of a piece of 40,000 to 60,000 bytes is not sent."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.codec import Codec
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-36"


class Wrong(Codec):
    def encrypt(self, data: bytes | memoryview = b"") -> bool:
        return super().encrypt(data[:-1] if 40_000 <= len(data) <= 60_000 else data)


class Secured(TlsTransport):
    codec_type = Wrong


class Mutant(ReferenceLoop):
    tls_type = Secured


new_event_loop = Mutant
