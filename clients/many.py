"""The other end of ten thousand connections: ``python many.py PORT HOW_MANY``, in a process of its own.

Connects from several loopback addresses, a few hundred at a time; when all stand, each says its number and
hears it back. Prints how many did. Does not know: asyncio.
"""

from __future__ import annotations

import errno
import resource
import selectors
import socket
import struct
import sys

AT_ONCE = 200
"""Connections that are being made; the backlog of the server has room for them."""
PER_ADDRESS = 2500
"""Connections from one address of ours: fewer than there are ports."""


def connected(port: int, count: int) -> list[socket.socket]:
    """Return so many sockets, each with a connection that stands."""
    selector = selectors.DefaultSelector()
    standing: list[socket.socket] = []
    begun = 0
    while len(standing) < count:
        while begun < count and begun - len(standing) < AT_ONCE:
            sock = socket.socket()
            sock.setblocking(False)
            sock.bind((f"127.0.0.{begun // PER_ADDRESS + 2}", 0))
            begun += 1
            assert sock.connect_ex(("127.0.0.1", port)) in (0, errno.EINPROGRESS)
            selector.register(sock, selectors.EVENT_WRITE)
        for key, _ in selector.select():
            sock = key.fileobj  # type: ignore[assignment]
            selector.unregister(sock)
            failure = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            assert failure == 0, errno.errorcode[failure]
            standing.append(sock)
    selector.close()
    return standing


def main(port: int, count: int) -> None:
    """Connect, say, hear, close."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    standing = connected(port, count)
    for number, sock in enumerate(standing):
        sock.send(struct.pack("!Q", number))
    for number, sock in enumerate(standing):
        sock.setblocking(True)
        heard = sock.recv(8, socket.MSG_WAITALL)
        assert heard == struct.pack("!Q", number), (number, heard)
    print(len(standing))
    for sock in standing:
        sock.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
