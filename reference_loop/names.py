"""Names of hosts and services, as far as nobody has to be asked.

Keeps true: what is answered here is what `socket.getaddrinfo` answers, and takes no time worth a thread.
Does not know: who is asked for the rest.
"""

from __future__ import annotations

import socket
from typing import Any

Host = bytes | str | None
Port = bytes | str | int | None


def numeric(host: Host, port: Port, family: int, kind: int, proto: int, flags: int) -> list[Any] | None:
    """Return what the address means, None if it has to be looked up, or is wrong."""
    if not host or isinstance(port, (str, bytes)):
        return None  # all addresses of this machine, or a service
    try:
        return socket.getaddrinfo(host, port, family, kind, proto, flags | socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return None
