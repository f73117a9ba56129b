"""asyncssh, grpclib and aioquic: commands and files, calls and streams, bytes over datagrams."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import asyncssh
import grpclib.client
import grpclib.const
import grpclib.server
import trustme
from aioquic.asyncio import QuicConnectionProtocol, connect, serve
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.events import ConnectionTerminated, QuicEvent
from grpclib.encoding.base import CodecBase

from clients.conftest import Run

BODY = b"0123456789abcdef" * 50_000


class Server(asyncssh.SSHServer):
    """Everybody may come in."""

    def begin_auth(self, username: str) -> bool:
        """Ask for nothing."""
        return False


async def shout(process: Any) -> None:
    """Send back what comes, in capitals."""
    async for line in process.stdin:
        process.stdout.write(line.upper())
    process.exit(3)


def test_asyncssh(run: Run, tmp_path: Path) -> None:
    """Ten sessions over one connection, and a file by SFTP."""

    async def main() -> None:
        key = asyncssh.generate_private_key("ssh-ed25519")
        async with (
            asyncssh.listen(
                "127.0.0.1",
                0,
                server_host_keys=[key],
                server_factory=Server,
                process_factory=shout,
                sftp_factory=True,
            ) as server,
            asyncssh.connect(
                "127.0.0.1", server.get_port(), known_hosts=None, client_keys=None, username="u"
            ) as link,
        ):
            text = "hello\n" * 5000
            done = await asyncio.gather(*(link.run("shout", input=text) for _ in range(10)))
            assert {(one.stdout, one.exit_status) for one in done} == {(text.upper(), 3)}
            (tmp_path / "here").write_bytes(BODY)
            async with link.start_sftp_client() as sftp:
                await sftp.put(tmp_path / "here", tmp_path / "there")
            assert (tmp_path / "there").read_bytes() == BODY
            link.close()
            await link.wait_closed()

    run(main())


class Json(CodecBase):
    """Messages as JSON, so that no code has to be generated."""

    __content_subtype__ = "json"

    def encode(self, message: Any, message_type: Any) -> bytes:
        """A message as it is sent."""
        return json.dumps(message).encode()

    def decode(self, data: bytes, message_type: Any) -> Any:
        """A message as it was meant."""
        return json.loads(data)


class Sums:
    """A service: the running sum of a stream of numbers."""

    async def running(self, stream: Any) -> None:
        """Answer each number with the sum so far."""
        total = 0
        async for number in stream:
            total += number
            await stream.send_message(total)

    def __mapping__(self) -> dict[str, grpclib.const.Handler]:
        """What grpclib asks a service for."""
        return {
            "/t.S/Run": grpclib.const.Handler(self.running, grpclib.const.Cardinality.STREAM_STREAM, int, int)
        }


def test_grpclib(run: Run) -> None:
    """Twenty streams over one HTTP/2 connection."""

    async def main() -> None:
        server = grpclib.server.Server([Sums()], codec=Json())
        await server.start("127.0.0.1", 0)
        port = server._server.sockets[0].getsockname()[1]
        async with grpclib.client.Channel("127.0.0.1", port, codec=Json()) as channel:
            method = grpclib.client.StreamStreamMethod(channel, "/t.S/Run", int, int)

            async def sums() -> list[int]:
                async with method.open() as stream:
                    heard = []
                    for number in range(50):
                        await stream.send_message(number, end=number == 49)
                        heard.append(await stream.recv_message())
                    return heard

            expected = [sum(range(number + 1)) for number in range(50)]
            assert await asyncio.gather(*(sums() for _ in range(20))) == [expected] * 20
        server.close()
        await server.wait_closed()

    run(main())


def test_aioquic(run: Run, authority: trustme.CA, tmp_path: Path) -> None:
    """QUIC: streams over one endpoint of datagrams, secured."""
    certificate = authority.issue_cert("localhost")
    certificate.private_key_pem.write_to_path(tmp_path / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")

    async def main() -> None:
        ours = QuicConfiguration(is_client=False, alpn_protocols=["echo"])
        ours.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
        theirs = QuicConfiguration(alpn_protocols=["echo"], server_name="localhost")
        theirs.load_verify_locations(str(tmp_path / "ca.pem"))
        open_connections: list[asyncio.Future[None]] = []

        class Counted(QuicConnectionProtocol):
            def __init__(self, *args: Any, **named: Any) -> None:
                super().__init__(*args, **named)
                self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                open_connections.append(self.gone)

            def quic_event_received(self, event: QuicEvent) -> None:
                super().quic_event_received(event)
                if isinstance(event, ConnectionTerminated) and not self.gone.done():
                    self.gone.set_result(None)

        async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await reader.read())
            writer.write_eof()

        tasks: set[asyncio.Task[None]] = set()

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            tasks.add(asyncio.ensure_future(echo(reader, writer)))

        server = await serve(
            "127.0.0.1", 0, configuration=ours, create_protocol=Counted, stream_handler=accept
        )
        port = server._transport.get_extra_info("sockname")[1]
        async with connect("127.0.0.1", port, configuration=theirs) as link:

            async def converse(size: int) -> None:
                reader, writer = await link.create_stream()
                writer.write(BODY[:size])
                writer.write_eof()
                assert await reader.read() == BODY[:size]

            await asyncio.gather(*map(converse, (1, 1000, 100_000, 300_000)))
        await asyncio.gather(*open_connections, *tasks)
        server.close()

    run(main())
