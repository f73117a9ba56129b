"""Real programs, each with a client and a server of its own, on the loops that are asked for.

Keeps true: a program is run unmodified, by `asyncio.Runner` with the loop's factory; when it is over, no
descriptor and no task of it is left. Does not know: clauses; a library needs what it needs.
"""

from __future__ import annotations

import asyncio
import gc
import ssl
import warnings
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import psutil
import pytest
import trustme

from clients.servers import PostgreSQL, postgresql, redis_server
from conformance import targets

Run = Callable[[Coroutine[Any, Any, None]], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--on`` names the loops; without it the reference is asked, and asyncio for comparison."""
    parser.addoption(
        "--on",
        action="append",
        metavar="NAME|MODULE:FACTORY",
        help="A loop to run the programs on; repeatable. Default: reference and asyncio.",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each program on each loop."""
    if "on" in metafunc.fixturenames:
        metafunc.parametrize(
            "on", metafunc.config.getoption("on") or ["reference", "asyncio"], scope="session"
        )


@pytest.fixture
def run(on: str) -> Run:
    """Run a main coroutine to its end, and look at what it leaves behind."""
    factory = targets.resolve(on).factory

    def run_and_audit(main: Coroutine[Any, Any, None]) -> None:
        before = _descriptors()
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(main)
            left = asyncio.all_tasks(runner.get_loop())
            assert not left, f"tasks are left: {left}"
        with warnings.catch_warnings():
            warnings.simplefilter("error", ResourceWarning)
            gc.collect()
        left_open = _descriptors() - before
        assert not left_open, f"descriptors are left open: {sorted(left_open)}"

    return run_and_audit


def _descriptors() -> set[tuple[str, int]]:
    """The sockets and files that this process has open."""
    me = psutil.Process()
    sockets = {(f"{one.laddr} {one.raddr} {one.status}", one.fd) for one in me.net_connections("all")}
    return sockets | {(one.path, one.fd) for one in me.open_files()}


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Who signs the certificates."""
    return trustme.CA()


@pytest.fixture(scope="session")
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    """The context of a server called localhost."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(scope="session")
def client_tls(authority: trustme.CA) -> ssl.SSLContext:
    """The context of a client who trusts the authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture(scope="session")
def database() -> Iterator[PostgreSQL]:
    """A PostgreSQL of our own."""
    with postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a Redis of our own."""
    with redis_server(tmp_path_factory.mktemp("redis")) as port:
        yield port
