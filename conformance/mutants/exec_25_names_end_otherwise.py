"""getaddrinfo() of a name that cannot be resolved raises LookupError."""

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EXEC-25"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **options: Any) -> list[Any]:
        try:
            return await super().getaddrinfo(host, port, **options)
        except socket.gaierror as error:
            if any(letter.isalpha() for letter in host or ""):
                raise LookupError(host) from error
            raise


new_event_loop = Mutant
