"""Files to be sent: what is asked of them, and how one goes out piece by piece.

Keeps true: whatever was sent, and however that ended, the position of the file is behind the last byte that
went out.
Does not know: where the bytes go.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Awaitable, Callable
from typing import IO

from . import io_errors

BLOCK = 1 << 18
"""Bytes of a file that are sent between two turns of the loop."""

SendPiece = Callable[[int, int], Awaitable[int]]
"""``await send_piece(position, most)``: how many bytes of the file went out; 0 at its end."""


def check_file(file: IO[bytes], offset: int, count: int | None) -> None:
    """Refuse texts, and numbers that make no sense. ValueError, TypeError."""
    if "b" not in getattr(file, "mode", "b"):
        raise io_errors.text_file(file)  # SOCK-47 FILE-14
    for name, number, least in (("offset", offset, 0), ("count", count, 1)):
        if number is None and name == "count":
            continue
        if not isinstance(number, int):
            raise io_errors.no_number(name, number)
        if number < least:
            raise io_errors.number_too_small(name, number, least)  # SOCK-49 FILE-15


def check_regular(file: IO[bytes]) -> None:
    """Refuse what the system cannot read by itself. SendfileNotAvailableError."""
    try:
        regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except (AttributeError, OSError):  # io.UnsupportedOperation is an OSError
        regular = False
    if not regular or not hasattr(os, "sendfile"):
        raise io_errors.no_sendfile(file)  # FILE-12


def read_at(file: IO[bytes], position: int, most: int) -> bytes:
    """Read a piece of the file."""
    file.seek(position)
    return file.read(most)


async def send_pieces(
    send_piece: SendPiece,
    rest: Callable[[], Awaitable[object]],
    file: IO[bytes],
    offset: int,
    count: int | None,
) -> int:
    """Send `count` bytes (None: all) from `offset` on, with a rest between two pieces; return how many."""
    position = offset  # SOCK-40 FILE-02
    end = sys.maxsize if count is None else offset + count  # SOCK-41 FILE-03
    try:
        while position < end:
            if position > offset:
                await rest()  # SOCK-50 FILE-08
            sent = await send_piece(position, min(BLOCK, end - position))
            if not sent:
                break  # SOCK-46 FILE-16
            position += sent
    finally:
        file.seek(position)  # SOCK-42 SOCK-43 FILE-04 FILE-05 FILE-06
    return position - offset  # SOCK-39 FILE-01
