"""A datagram transport: messages between one protocol and one socket, each of them whole or not at all.

Keeps true: what is sent goes out once, in order, to the address it was sent to, and as it was when it was
sent; an error of the system is told to the protocol and ends nothing.
Does not know: who made the socket; whether anybody receives what was sent. How it lives and ends is base's.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from typing import Any

from .. import io_errors
from ..contracts import Wires
from ..states import LOSING, LOST, OPEN
from .base import MAX_READ, SocketTransport

HEADER = 8
"""Bytes that a waiting datagram counts for beside its data, so that empty ones fill a buffer, too."""

Address = Any
"""What the socket's family takes for an address: a tuple, a path, ..."""


class DatagramTransport(SocketTransport, asyncio.DatagramTransport):  # DGRAM-21
    """What create_datagram_endpoint() returns. Not thread-safe.

    `remote` is where all that is sent must go; None leaves it to sendto(), or to the socket.
    """

    def __init__(
        self, loop: Wires, sock: socket.socket, protocol: asyncio.BaseProtocol, remote: Address = None
    ) -> None:
        super().__init__(loop, sock, protocol)
        self._remote = remote
        self._default = None if self.get_extra_info("peername") else remote  # None: the system knows it
        self._size = 0  # INVARIANT: what is in the buffer, as flow control counts it
        self._buffer: deque[tuple[bytes, Address]] = deque()

    # ------------------------------------------------------------------------------------------------ receive

    def _on_readable(self) -> None:
        try:
            data, address = self._sock.recvfrom(MAX_READ)  # DGRAM-25 DGRAM-26 DGRAM-27
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            self._mention("error_received", error)  # DGRAM-41 DGRAM-42
            return
        self._mention("datagram_received", data, address)  # DGRAM-24

    # --------------------------------------------------------------------------------------------------- send

    def get_write_buffer_size(self) -> int:
        """Return the number of bytes that the system has not taken yet, and HEADER for each datagram."""
        return self._size  # DGRAM-38

    def sendto(self, data: bytes | bytearray | memoryview, addr: Address = None) -> None:
        """Send one datagram, now or later, to `addr`, or to the remote address when that is None.

        TypeError unless `data` is bytes-like; ValueError if `addr` is not that of a connected endpoint.
        """
        view = memoryview(data)  # DGRAM-30 DGRAM-31
        to = self._destination(addr)
        if self._state is not OPEN:
            return  # DGRAM-54
        if self._buffer or not self._send(view, to):  # DGRAM-32 DGRAM-35
            self._buffer.append((bytes(view), to))  # DGRAM-34 DGRAM-36
            self._size += view.nbytes + HEADER
            self._watch()
            self._note_size()

    def _destination(self, addr: Address) -> Address:
        if self._remote is None:
            return addr  # DGRAM-28
        if addr not in (None, self._remote):
            raise io_errors.not_the_remote_address(addr, self._remote)  # DGRAM-29
        return self._default  # DGRAM-02

    def _send(self, data: bytes | memoryview, to: Address) -> bool:
        """Return False if the system has no room now."""
        try:
            if to is None:
                self._sock.send(data)
            else:
                self._sock.sendto(data, to)  # DGRAM-28
        except (BlockingIOError, InterruptedError):
            return False
        except OSError as error:
            self._mention("error_received", error)  # DGRAM-13 DGRAM-43
        return True

    def _on_writable(self) -> None:
        while self._buffer:
            data, to = self._buffer.popleft()
            self._size -= len(data) + HEADER  # DGRAM-38
            if not self._send(data, to):  # DGRAM-37
                self._buffer.appendleft((data, to))
                self._size += len(data) + HEADER
                break
        if self._state in (LOSING, LOST):  # aborted by error_received()
            return
        self._note_size()
        if not self._buffer:
            self._move("flushed")  # DGRAM-48

    def _lose(self, error: BaseException | None) -> None:
        self._size = 0
        super()._lose(error)
