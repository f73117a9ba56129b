"""One byte to and fro over a socket pair, by add_reader: the road from the kernel to a callback."""

import socket
from asyncio import AbstractEventLoop

from perf.workload import Workload, expect


def run(loop: AbstractEventLoop, n: int) -> list[bytes]:
    """Return one byte over a socket pair ``n`` times, and keep what came back."""
    came: list[bytes] = []
    near, far = socket.socketpair()

    def echo() -> None:
        far.send(far.recv(1))

    def receive() -> None:
        came.append(near.recv(1))
        if len(came) == n:
            loop.stop()
        else:
            near.send(bytes([len(came) % 256]))

    with near, far:
        near.setblocking(False)
        far.setblocking(False)
        loop.add_reader(far, echo)
        loop.add_reader(near, receive)
        near.send(bytes([0]))
        loop.run_forever()
        loop.remove_reader(far)
        loop.remove_reader(near)
    return came


def check(came: list[bytes], n: int) -> None:
    """Each byte came back once, in order."""
    expect(came, [bytes([number % 256]) for number in range(n)], "bytes that came back")


WORKLOAD = Workload(
    "readiness",
    "a byte to and fro over a socket pair by add_reader",
    1_000,
    run,
    check,
    frozenset({"readiness"}),
)
