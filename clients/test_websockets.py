"""websockets: server and client, plain and over TLS."""

from __future__ import annotations

import asyncio
import ssl

import websockets

from clients.conftest import Run


async def echo(socket: websockets.ServerConnection) -> None:
    """Send every message back."""
    async for message in socket:
        await socket.send(message)


async def converse(server_tls: ssl.SSLContext | None, client_tls: ssl.SSLContext | None) -> None:
    """Fifty clients at once, each with messages of many sizes, and a ping."""
    async with websockets.serve(echo, "127.0.0.1", 0, ssl=server_tls, max_size=None) as server:
        port = server.sockets[0].getsockname()[1]
        url = f"{'wss' if server_tls else 'ws'}://127.0.0.1:{port}"

        async def client(number: int) -> None:
            async with websockets.connect(url, ssl=client_tls, max_size=None) as socket:
                for size in (0, 1, 126, 65_536, 300_000):
                    message = bytes([number]) * size
                    await socket.send(message)
                    assert await socket.recv() == message
                await (await socket.ping())

        await asyncio.gather(*map(client, range(50)))


def test_plain(run: Run) -> None:
    """Over TCP."""
    run(converse(None, None))


def test_secured(run: Run, server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    """Over TLS."""
    run(converse(server_tls, client_tls))
