"""aiohttp: its server and its client, plain and over TLS."""

from __future__ import annotations

import asyncio
import hashlib
import io
import ssl

import aiohttp
from aiohttp import web

from clients.conftest import Run

BODY = bytes(range(256)) * 20_000
"""Five megabytes: more than any buffer on the way."""


async def hello(request: web.Request) -> web.StreamResponse:
    """Answer with what the path says."""
    return web.json_response({"hello": request.match_info["name"]})


async def digest(request: web.Request) -> web.StreamResponse:
    """Read a large body piece by piece."""
    seen = hashlib.sha256()
    async for piece in request.content.iter_any():
        seen.update(piece)
    return web.Response(text=seen.hexdigest())


async def large(request: web.Request) -> web.StreamResponse:
    """Send a large body piece by piece."""
    response = web.StreamResponse()
    await response.prepare(request)
    for start in range(0, len(BODY), 100_000):
        await response.write(BODY[start : start + 100_000])
    await response.write_eof()
    return response


async def echo(request: web.Request) -> web.StreamResponse:
    """Send each message of a websocket back."""
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        await socket.send_bytes(message.data)
    return socket


async def converse(server_tls: ssl.SSLContext | None, client_tls: ssl.SSLContext | bool) -> None:
    """Run the server, and a client who uses all of it."""
    app = web.Application(client_max_size=len(BODY) * 2)
    app.add_routes(
        [
            web.get("/hello/{name}", hello),
            web.post("/digest", digest),
            web.get("/large", large),
            web.get("/ws", echo),
        ]
    )
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server_tls)
    await site.start()
    host, port = runner.addresses[0][:2]
    base = f"{'https' if server_tls else 'http'}://{host}:{port}"
    connector = aiohttp.TCPConnector(ssl=client_tls)
    async with aiohttp.ClientSession(base, connector=connector) as session:

        async def ask(name: str) -> object:
            async with session.get(f"/hello/{name}") as answer:
                return await answer.json()

        names = [f"n{number}" for number in range(100)]
        assert await asyncio.gather(*map(ask, names)) == [{"hello": name} for name in names]
        async with session.post("/digest", data=io.BytesIO(BODY)) as answer:
            assert await answer.text() == hashlib.sha256(BODY).hexdigest()
        async with session.get("/large") as answer:
            assert await answer.read() == BODY
        async with session.ws_connect("/ws", max_msg_size=0) as socket:
            for size in (0, 1, 1000, 1_000_000):
                await socket.send_bytes(BODY[:size])
                assert await socket.receive_bytes() == BODY[:size]
    await runner.cleanup()


def test_http(run: Run) -> None:
    """Many requests at once, large bodies both ways, a websocket."""
    run(converse(None, True))


def test_https(run: Run, server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    """The same over TLS."""
    run(converse(server_tls, client_tls))
