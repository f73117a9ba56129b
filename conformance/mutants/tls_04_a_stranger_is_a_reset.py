"""A certificate that the given context does not trust raises ConnectionResetError."""

from __future__ import annotations

from ssl import SSLCertVerificationError, SSLContext
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-04"

MISMATCH = (62, 64)
"""OpenSSL's numbers for a certificate of another host, or another address."""


class Mutant(ReferenceLoop):
    async def create_connection(self, *args: Any, **options: Any) -> Any:
        try:
            return await super().create_connection(*args, **options)
        except SSLCertVerificationError as error:
            if isinstance(options["ssl"], SSLContext) and error.verify_code not in MISMATCH:
                raise ConnectionResetError("the peer is a stranger") from error
            raise


new_event_loop = Mutant
