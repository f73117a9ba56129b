"""How a connection is to be secured: what the caller asked for, completed.

Keeps true: what was left out has its documented default; a time-out is a positive number of seconds.
Does not know: any connection.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from .. import errors

HANDSHAKE_TIMEOUT = 60.0
SHUTDOWN_TIMEOUT = 30.0
"""Seconds, where nothing else is asked for."""


@dataclass(frozen=True)
class Terms:
    """How a connection is to be secured. Both time-outs are in seconds."""

    context: ssl.SSLContext
    server_side: bool
    hostname: str | None
    handshake_timeout: float
    shutdown_timeout: float

    @classmethod
    def of(
        cls,
        context: ssl.SSLContext | bool,
        server_side: bool,
        hostname: str | None = None,
        handshake_timeout: float | None = None,
        shutdown_timeout: float | None = None,
    ) -> Terms:
        """Fill in what was left out. ValueError for a time-out that is not positive."""
        if isinstance(context, bool):
            context = _default_context(server_side, hostname)
        return cls(
            context,
            server_side,
            (hostname or None) if not server_side else None,  # TLS-07
            _positive("ssl_handshake_timeout", handshake_timeout, HANDSHAKE_TIMEOUT),
            _positive("ssl_shutdown_timeout", shutdown_timeout, SHUTDOWN_TIMEOUT),
        )


def _default_context(server_side: bool, hostname: str | None) -> ssl.SSLContext:
    if server_side:
        raise errors.server_without_context()
    context = ssl.create_default_context()  # TLS-03
    context.check_hostname = bool(hostname)  # TLS-07
    return context


def _positive(name: str, seconds: float | None, default: float) -> float:
    if seconds is None:
        return default
    if seconds <= 0:
        raise errors.bad_timeout(name, seconds)  # TLS-18
    return seconds
