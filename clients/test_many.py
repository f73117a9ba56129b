"""Ten thousand connections at once, each with a byte of its own to lose."""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from clients.conftest import Run

COUNT = 10_000


class Echo(asyncio.Protocol):
    """Sends back what comes, and is counted."""

    standing = most = 0
    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """One more."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        Echo.standing += 1
        Echo.most = max(Echo.most, Echo.standing)

    def data_received(self, data: bytes) -> None:
        """Back to where it came from."""
        self.transport.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """One less."""
        Echo.standing -= 1


@pytest.fixture
def room() -> None:
    """Descriptors for all of them in this process."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < COUNT + 1000:
        pytest.skip(f"the system allows {hard} descriptors; {COUNT + 1000} are needed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@pytest.mark.usefixtures("room")
def test_ten_thousand_connections(run: Run) -> None:
    """All stand at the same time, no byte is lost, and nothing is left of them."""
    Echo.standing = Echo.most = 0

    async def main() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Echo, "127.0.0.1", 0, backlog=1000)
        port = server.sockets[0].getsockname()[1]
        command = [sys.executable, str(Path(__file__).with_name("many.py")), str(port), str(COUNT)]
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == (f"{COUNT}\n", "")
        server.close()
        await server.wait_closed()
        while Echo.standing:  # before Python 3.12 the server does not wait for them
            await asyncio.sleep(0)

    run(main())
    assert Echo.most == COUNT
