"""What a path of the filesystem means to a socket: who may take it, and who may give it back.

Keeps true: no file is removed that is not a socket, nor one that somebody else has put there since.
Does not know: what the socket is for. A path that begins with a null is an abstract name: Linux keeps it
among its own, and no file stands for it.
"""

from __future__ import annotations

import os
import socket
import stat
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

Path = str | bytes | os.PathLike[str] | os.PathLike[bytes]


def are_addresses_of(family: int) -> bool:
    """Tell whether the addresses of this family are paths; no system without AF_UNIX has such a family."""
    return family == getattr(socket, "AF_UNIX", None)


def remove_stale(path: str | bytes) -> None:
    """Remove a socket that an earlier owner of the path left behind."""
    with suppress(OSError, ValueError):  # nothing is there, or bind() will say what is wrong
        if stat.S_ISSOCK(os.stat(path).st_mode):
            os.unlink(path)  # DGRAM-59 UNIX-31 UNIX-33


@dataclass(frozen=True)
class SocketFile:
    """The file that bind() made for a socket."""

    path: str
    identity: tuple[int, int]
    """Device and inode: what tells this file from another one of the same name."""

    @classmethod
    def of(cls, sock: socket.socket) -> Self | None:
        """Return the file of a bound socket, None if there is none."""
        path = sock.getsockname()
        try:
            return cls(path, _identity(path))
        except (FileNotFoundError, ValueError):  # it is gone; or this is an abstract name
            return None

    def remove(self) -> None:
        """Remove the file, unless it is gone, or replaced. OSError if it may not be removed."""
        with suppress(FileNotFoundError):  # UNIX-39
            if _identity(self.path) == self.identity:  # UNIX-38
                os.unlink(self.path)  # UNIX-36


def _identity(path: str) -> tuple[int, int]:
    there = os.stat(path)
    return there.st_dev, there.st_ino
