"""How a connection is to be secured: what the caller asked for, completed.

Keeps true: what was left out has its documented default; a time-out is a positive number of seconds.
Does not know: any connection.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from .. import io_errors

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
        raise io_errors.server_without_context()
    context = ssl.create_default_context()  # TLS-03
    context.check_hostname = bool(hostname)  # TLS-07
    return context


def _positive(name: str, seconds: float | None, default: float) -> float:
    if seconds is None:
        return default
    if seconds <= 0:
        raise io_errors.bad_timeout(name, seconds)  # TLS-18
    return seconds


def client_terms(
    context: ssl.SSLContext | bool | None,
    host: bytes | str | None,
    hostname: str | None,
    handshake_timeout: float | None,
    shutdown_timeout: float | None,
) -> Terms | None:
    """The terms of one who connects: the certificate is to be that of `hostname`, by default of `host`."""
    if context and hostname is None:
        if not host:
            raise io_errors.no_server_hostname()  # TLS-16
        hostname = host.decode("ascii") if isinstance(host, bytes) else host  # TLS-06
    return terms_of(context, hostname, False, handshake_timeout, shutdown_timeout)


def terms_of(
    context: ssl.SSLContext | bool | None,
    hostname: str | None,
    server_side: bool,
    handshake_timeout: float | None,
    shutdown_timeout: float | None,
) -> Terms | None:
    """The terms of a connection; None without TLS, of which nothing may be asked then."""
    if context:
        return Terms.of(context, server_side, hostname, handshake_timeout, shutdown_timeout)
    given = {
        "server_hostname": hostname,
        "ssl_handshake_timeout": handshake_timeout,
        "ssl_shutdown_timeout": shutdown_timeout,
    }
    for name, value in given.items():
        if value is not None:
            raise io_errors.only_with_tls(name)  # TLS-17
    return None
