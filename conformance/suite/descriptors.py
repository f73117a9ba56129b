"""Watched descriptors: a pair of sockets, and a callback that notes.

Keeps true: a callback made here stops the loop. Deliberately knows no clause.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from conformance.suite.driving import Loop

Pair = tuple[socket.socket, socket.socket]
"""Two connected ends: ours and theirs."""


def stopping(loop: Loop, log: list[Any]) -> Callable[..., None]:
    """A callback that notes its arguments and stops the loop."""

    def note(*args: object) -> None:
        log.append(args)
        loop.stop()

    return note
