"""tornado, dask.distributed, and the plugins that run a test suite on a loop."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import distributed
import tornado.httpclient
import tornado.ioloop
import tornado.web
import tornado.websocket

from clients.conftest import Run


class Hello(tornado.web.RequestHandler):
    """A page."""

    async def get(self, name: str) -> None:
        """Answer a little later."""
        await asyncio.sleep(0)
        self.write({"hello": name})


class Echo(tornado.websocket.WebSocketHandler):
    """A websocket that sends back what comes."""

    async def on_message(self, message: str | bytes) -> None:
        """Send it back."""
        await self.write_message(message)


def test_tornado(run: Run) -> None:
    """Its own server, client and websockets; it watches descriptors by add_reader()."""

    async def main() -> None:
        assert tornado.ioloop.IOLoop.current().asyncio_loop is asyncio.get_running_loop()
        app = tornado.web.Application([("/hello/(.*)", Hello), ("/echo", Echo)])
        server = app.listen(0, "127.0.0.1")
        port = next(iter(server._sockets.values())).getsockname()[1]
        client = tornado.httpclient.AsyncHTTPClient(force_instance=True)
        answers = await asyncio.gather(
            *(client.fetch(f"http://127.0.0.1:{port}/hello/{n}") for n in range(20))
        )
        assert [answer.body for answer in answers] == [b'{"hello": "%d"}' % number for number in range(20)]
        link = await tornado.websocket.websocket_connect(f"ws://127.0.0.1:{port}/echo")
        for message in ("a", "b" * 100_000):
            await link.write_message(message)
            assert await link.read_message() == message
        link.close()
        assert await link.read_message() is None
        client.close()
        server.stop()
        await server.close_all_connections()

    run(main())


def test_distributed(run: Run) -> None:
    """A local cluster: scheduler, two workers and a client, all on this loop."""

    async def main() -> None:
        async with (
            distributed.LocalCluster(
                n_workers=2, threads_per_worker=1, processes=False, asynchronous=True, dashboard_address=None
            ) as cluster,
            distributed.Client(cluster, asynchronous=True) as client,
        ):
            squares = client.map(lambda number: number * number, range(200))
            total = client.submit(sum, squares)
            assert await total == sum(number * number for number in range(200))

    run(main())


SUITE = """
import asyncio
import anyio
import pytest

{settings}

@pytest.fixture
async def resource():
    queue = asyncio.Queue()
    await queue.put(1)
    yield queue
    assert queue.empty()

async def test_a_fixture_lives_on_the_loop(resource):
    assert type(asyncio.get_running_loop()) is type(new_event_loop_for_this())
    assert await resource.get() == 1

async def test_groups():
    seen = []
    async with anyio.create_task_group() as group:
        for number in range(10):
            group.start_soon(anyio.lowlevel.checkpoint)
    with anyio.move_on_after(0):
        await anyio.sleep_forever()

async def test_threads():
    assert await anyio.to_thread.run_sync(lambda: 5) == 5
"""

FACTORY = """
from conformance import targets
factory = targets.resolve({on!r}).factory

def new_event_loop_for_this():
    loop = factory()
    loop.close()
    return loop
"""

ANYIO = """
pytestmark = pytest.mark.anyio

@pytest.fixture
def anyio_backend():
    return "asyncio", {"loop_factory": factory}
"""

PYTEST_ASYNCIO = """
pytestmark = pytest.mark.asyncio

class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return factory()

@pytest.fixture(scope="session")
def event_loop_policy():
    return Policy()
"""


def passes(folder: Path, on: str, settings: str, *options: str) -> None:
    """Run the little suite by pytest, in a process of its own."""
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    (folder / "test_it.py").write_text(SUITE.format(settings=FACTORY.format(on=on) + settings))
    command = [sys.executable, "-m", "pytest", "-q", *options, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False)
    assert "3 passed" in done.stdout, done.stdout + done.stderr


def test_the_plugin_of_anyio(on: str, tmp_path: Path) -> None:
    """A suite of coroutines, run by anyio's plugin."""
    passes(tmp_path, on, ANYIO, "-p", "no:asyncio")


def test_pytest_asyncio(on: str, tmp_path: Path) -> None:
    """The same suite, run by pytest-asyncio, in its strict mode."""
    fixtures = PYTEST_ASYNCIO + "\nimport pytest_asyncio\n"
    passes(tmp_path, on, fixtures, "-p", "no:anyio", "--asyncio-mode=auto")
