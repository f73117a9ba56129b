"""TLS without a wire: ciphertext in, plaintext out, and the other way round, all in memory.

Keeps true: bytes leave in the order in which they were put in. Nothing blocks: where OpenSSL wants more of
the peer's bytes, the answer is that there is nothing yet.
Does not know: sockets, loops, protocols, time. Whoever owns it carries `take()` to the peer and what the peer
sends to `feed()`, and does so after every call, for TLS answers some records by itself.
"""

from __future__ import annotations

import ssl
from typing import cast

AGAIN = ssl.SSLWantReadError
"""More of the peer's bytes are needed first. A BIO in memory always takes what is written."""

RECORD = 16 * 1024
"""Bytes: no record of TLS carries more."""


class Codec:
    """One side of one TLS connection. Its methods raise ssl.SSLError when the connection cannot be saved."""

    def __init__(self, context: ssl.SSLContext, server_side: bool, hostname: str | None) -> None:
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._backlog = bytearray()  # plaintext that OpenSSL would not take in the midst of a handshake
        self.ssl_object = context.wrap_bio(
            self._incoming, self._outgoing, server_side=server_side, server_hostname=hostname
        )

    def feed(self, data: bytes) -> None:
        """Take bytes that came from the peer."""
        self._incoming.write(data)

    def take(self) -> bytes:
        """Hand over the bytes that are to go to the peer, perhaps none."""
        return self._outgoing.read()

    def shake(self) -> bool:
        """Go on with the handshake; return whether it is done."""
        try:
            self.ssl_object.do_handshake()
        except AGAIN:
            return False
        return True

    def encrypt(self, data: bytes | memoryview = b"") -> bool:
        """Put plaintext in, behind what is still waiting; return whether nothing waits any more."""
        self._backlog += data  # TLS-36
        try:
            while self._backlog:
                del self._backlog[: self.ssl_object.write(self._backlog)]
        except AGAIN:
            return False
        return True

    def decrypt(self, size: int = RECORD) -> bytes | None:
        """Return at most `size` bytes of plaintext; None when there are none yet, ``b""`` after the last."""
        try:
            return self.ssl_object.read(size)
        except AGAIN:
            return None
        except ssl.SSLZeroReturnError:
            return b""

    def decrypt_into(self, room: bytearray | memoryview) -> int | None:
        """The same into `room`; return how many bytes came."""
        try:
            # typeshed says that bytes come back, and knows no views; it is a number, and any buffer will do
            return cast("int", self.ssl_object.read(len(room), cast("bytearray", room)))
        except AGAIN:
            return None
        except ssl.SSLZeroReturnError:
            return 0

    def part(self) -> bool:
        """Say that no more will be written, drop what comes in; return whether the peer has said so, too."""
        self.encrypt()  # TLS-47
        while self.decrypt():
            pass  # TLS-48
        try:
            self.ssl_object.unwrap()
        except AGAIN:
            return False
        return True
