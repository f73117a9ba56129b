"""ASGI: uvicorn and hypercorn serve one app, httpx (over anyio) and websockets are their clients."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import hypercorn.asyncio
import hypercorn.config
import pytest
import trustme
import uvicorn
import websockets

from clients.conftest import Run

Message = dict[str, Any]
BODY = b"0123456789abcdef" * 100_000


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Send back what comes, whole over HTTP, message by message over a websocket."""
    if scope["type"] == "lifespan":
        for _ in range(2):
            await send({"type": f"{(await receive())['type']}.complete"})
    elif scope["type"] == "http":
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for start in range(0, len(body), 50_000):
            piece = body[start : start + 50_000]
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    else:
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "bytes": message["bytes"]})


@asynccontextmanager
async def served_by_uvicorn(**options: Any) -> AsyncIterator[int]:
    """Serve the app until the end of the block; the port."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", **options)
    server = uvicorn.Server(config)
    serving = asyncio.ensure_future(server.serve())
    while not server.started:  # a program tells nobody: asked once a turn
        await asyncio.sleep(0)
        assert not serving.done(), serving
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


@asynccontextmanager
async def served_by_hypercorn(authority: trustme.CA, folder: Any) -> AsyncIterator[int]:
    """Serve the app over TLS, with HTTP/2, until the end of the block; the port."""
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    config = hypercorn.config.Config()
    config.bind = ["127.0.0.1:0"]
    config.certfile = config.keyfile = str(folder / "server.pem")
    config.alpn_protocols = ["h2", "http/1.1"]
    config.errorlog = None
    sockets = config.create_sockets()
    sockets.secure_sockets[0].listen()  # who comes before the server looks waits in the backlog
    port = sockets.secure_sockets[0].getsockname()[1]
    config.create_sockets = lambda: sockets  # type: ignore[method-assign]
    leave = asyncio.Event()
    serving = asyncio.ensure_future(hypercorn.asyncio.serve(app, config, shutdown_trigger=leave.wait))
    yield port
    leave.set()
    await serving


async def ask(client: httpx.AsyncClient, base: str) -> None:
    """Twenty bodies at once, and a large one."""
    bodies = [b"%d" % number * 1000 for number in range(20)]
    answers = await asyncio.gather(*(client.post(base, content=body) for body in bodies))
    assert [answer.content for answer in answers] == bodies
    assert (await client.post(base, content=BODY)).content == BODY


@pytest.mark.parametrize("http", ["h11", "httptools"])
def test_uvicorn_and_httpx(run: Run, http: str) -> None:
    """HTTP/1.1, by both parsers of uvicorn."""

    async def main() -> None:
        async with served_by_uvicorn(http=http) as port, httpx.AsyncClient(timeout=60) as client:
            await ask(client, f"http://127.0.0.1:{port}/")

    run(main())


@pytest.mark.parametrize("ws", ["websockets-sansio", "wsproto"])
def test_uvicorn_and_websockets(run: Run, ws: str) -> None:
    """Websockets of uvicorn, ten clients at once."""

    async def converse(port: int) -> None:
        async with websockets.connect(f"ws://127.0.0.1:{port}/", max_size=None) as socket:
            for size in (0, 1, 70_000, 1_000_000):
                await socket.send(BODY[:size])
                assert await socket.recv() == BODY[:size]

    async def main() -> None:
        async with served_by_uvicorn(ws=ws) as port:
            await asyncio.gather(*(converse(port) for _ in range(10)))

    run(main())


def test_hypercorn_and_httpx_over_http2(
    run: Run, authority: trustme.CA, client_tls: ssl.SSLContext, tmp_path: Any
) -> None:
    """HTTP/2 over TLS: many streams of one connection."""

    async def main() -> None:
        async with (
            served_by_hypercorn(authority, tmp_path) as port,
            httpx.AsyncClient(http2=True, verify=client_tls, timeout=60) as client,
        ):
            base = f"https://127.0.0.1:{port}/"
            assert (await client.post(base, content=b"x")).http_version == "HTTP/2"
            await ask(client, base)

    run(main())
