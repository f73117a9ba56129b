"""Certificates for questions about TLS: an authority of our own, and contexts that trust it or not.

Keeps true: authority and certificates are made once in a process, by trustme, and only when a question asks;
each context is new. They are good for this process and nobody else. Deliberately knows no clause.
"""

from __future__ import annotations

import functools
import ssl
from typing import Any

# trustme is an extra, so it is imported late: without it nobody comes here (conformance.capabilities).
# Its own annotations are incomplete, so what it makes is Any.

NAME = "localhost"
"""The host whose certificate servers show."""
ADDRESS = "127.0.0.1"
"""The same certificate is good for it."""
OTHER = "elsewhere.test"
"""The host whose certificate they show when it is to be the wrong one."""
CLIENT = "client.test"
"""Whom clients say to be."""

V12, V13 = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3


@functools.cache
def authority() -> Any:
    """The authority that contexts trust, a trustme.CA."""
    import trustme

    return trustme.CA()


@functools.cache
def stranger() -> Any:
    """An authority that nobody trusts."""
    import trustme

    return trustme.CA()


@functools.cache
def _certificate(ca: Any, *names: str) -> Any:
    return ca.issue_cert(*names)


def server_context(
    *, name: str = NAME, trusted: bool = True, version: ssl.TLSVersion | None = None
) -> ssl.SSLContext:
    """For a server that shows a certificate for ``name``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    names = (NAME, ADDRESS) if name == NAME else (name,)
    _certificate(authority() if trusted else stranger(), *names).configure_cert(context)
    return _limited(context, version)


def asking_context(*, later: bool = False) -> ssl.SSLContext:
    """For a server that wants to see a client's certificate: in the handshake, or later."""
    context = server_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.post_handshake_auth = later
    authority().configure_trust(context)
    return context


def client_context(*, shows: bool = False, version: ssl.TLSVersion | None = None) -> ssl.SSLContext:
    """For a client that trusts the authority, and shows a certificate of its own if it ``shows`` one."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority().configure_trust(context)
    if shows:
        context.post_handshake_auth = True
        _certificate(authority(), CLIENT).configure_cert(context)
    return _limited(context, version)


def _limited(context: ssl.SSLContext, version: ssl.TLSVersion | None) -> ssl.SSLContext:
    """The context, for this version of TLS only, if one is given."""
    if version is not None:
        context.minimum_version = context.maximum_version = version
    return context
