"""Questions of the chapter names: getaddrinfo(), getnameinfo(), and what resolves names by itself."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect
from conformance.suite.datagrams import Heard
from conformance.suite.driving import PATIENCE, Loop, complete, ended_by, run_turns, run_until
from conformance.suite.matter import hear, kind
from conformance.suite.resolving import NAME, Resolver, can_be_held, resolving
from conformance.suite.sockets import HOST, Keeper, outcome
from conformance.suite.streaming import Noting

PLAIN = "localhost"
"""A name that this machine knows by itself."""
NUMERIC = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV


@pytest.fixture
def resolver() -> Iterator[Resolver]:
    """The system's resolver, which waits with NAME."""
    if not can_be_held():
        pytest.skip("the resolver of this system cannot be held up: it is not glibc's own, or asks elsewhere")
    with resolving() as one:
        yield one


def begin(loop: Loop, operation: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """A task of this operation, which is about to begin."""
    return loop.create_task(operation)


def finish(loop: Loop, resolver: Resolver, task: asyncio.Task[Any]) -> object:
    """Let the resolver go, and give the outcome of the task, exceptions by name."""
    resolver.let_go()
    run_until(loop, task.done, PATIENCE)
    return kind(outcome(task))


def held(loop: Loop, resolver: Resolver) -> bool:
    """Run the loop until the resolver holds somebody, and some turns more; whether it still does."""
    run_until(loop, lambda: resolver.holds() or resolver.free, PATIENCE)
    run_turns(loop)
    return resolver.holds()


@clause("NAME-01")
def test_the_loop_goes_on(resolver: Resolver, loop: Loop) -> None:
    """While the resolver is held up, the loop makes turns; when it is let go, the lookup ends."""
    task = begin(loop, loop.getaddrinfo(NAME, 80))
    went_on = held(loop, resolver)
    got = finish(loop, resolver, task)
    doing = "getaddrinfo() while the resolver is held up: (does the loop make turns, the outcome afterwards)"
    expect((went_on, got), (True, "gaierror"), doing=doing)


@clause("NAME-02")
def test_addresses_hold_up_nobody(loop: Loop) -> None:
    """A callback that was scheduled before runs before getnameinfo() has its answer."""
    story: list[str] = []

    async def main() -> None:
        loop.call_soon(story.append, "callback")
        await loop.getnameinfo((HOST, 80), NUMERIC)
        story.append("answer")

    complete(loop, main(), doing="await getnameinfo()")
    run_turns(loop)
    expect(story, ["callback", "answer"], doing="call_soon(callback), await getnameinfo(); list what happens")


@clause("NAME-03")
def test_one_name_does_not_hold_up_another(resolver: Resolver, loop: Loop) -> None:
    """While one lookup is held up, another one is answered."""
    first = begin(loop, loop.getaddrinfo(NAME, 80))
    run_until(loop, lambda: resolver.holds() or resolver.free, PATIENCE)
    second = begin(loop, loop.getaddrinfo(PLAIN, 80))
    run_until(loop, lambda: second.done() or resolver.free, PATIENCE)
    answered = second.done() and resolver.holds()
    finish(loop, resolver, first)
    run_until(loop, second.done, PATIENCE)
    doing = f"getaddrinfo({PLAIN!r}) while the resolver is held up by another name: is it answered?"
    expect(answered, True, doing=doing)


@clause("NAME-04")
def test_the_wait_can_be_cancelled(resolver: Resolver, loop: Loop) -> None:
    """The task is cancelled while the resolver is held up, and still is afterwards."""
    task = begin(loop, loop.getaddrinfo(NAME, 80))
    run_until(loop, lambda: resolver.holds() or resolver.free, PATIENCE)
    task.cancel()
    run_until(loop, lambda: task.done() or resolver.free, PATIENCE)
    got = (kind(outcome(task)), resolver.holds())
    finish(loop, resolver, task)
    doing = "cancel a task in getaddrinfo() while the resolver is held up: (its outcome, is it still held up)"
    expect(got, ("cancelled", True), doing=doing)


@clause("NAME-05")
def test_late_answers_disturb_nobody(resolver: Resolver, loop: Loop) -> None:
    """After the cancelled lookup, the resolver ends; nothing is reported, and the next lookup is answered."""
    reports = hear(loop)
    task = begin(loop, loop.getaddrinfo(NAME, 80))
    run_until(loop, lambda: resolver.holds() or resolver.free, PATIENCE)
    task.cancel()
    run_until(loop, lambda: task.done() or resolver.free, PATIENCE)
    finish(loop, resolver, task)
    later = begin(loop, loop.getaddrinfo(NAME, 80))  # the same thread, or another one
    run_until(loop, later.done, PATIENCE)
    run_until(loop, lambda: bool(reports))  # or for a while, in which a report would come
    doing = "let the resolver end after the lookup was cancelled: (reports, the outcome of the next lookup)"
    expect((len(reports), kind(outcome(later))), (0, "gaierror"), doing=doing)


@clause("NAME-06")
def test_what_must_be_named(loop: Loop) -> None:
    """A third positional argument raises TypeError; host and port by name do not."""

    async def by_position() -> object:
        lookup: Any = loop.getaddrinfo
        return await lookup(HOST, 80, socket.AF_INET)

    async def by_name() -> object:
        return len(await loop.getaddrinfo(host=HOST, port=80, type=socket.SOCK_STREAM)) > 0

    doing = "getaddrinfo(host, port, AF_INET)"
    expect(kind(ended_by(lambda: complete(loop, by_position(), doing=doing))), "TypeError", doing=doing)
    doing = "getaddrinfo(host=..., port=..., type=SOCK_STREAM); is there an answer?"
    expect(kind(ended_by(lambda: complete(loop, by_name(), doing=doing))), True, doing=doing)


@clause("NAME-07")
def test_flags_of_names(loop: Loop) -> None:
    """Without flags, and with flags given by name, the answer is that of socket.getnameinfo()."""
    address = (HOST, 80)

    async def main() -> tuple[object, object]:
        return await loop.getnameinfo(address), await loop.getnameinfo(address, flags=NUMERIC)

    doing = "getnameinfo(address), getnameinfo(address, flags=numbers only), beside socket.getnameinfo()"
    named, numbers = complete(loop, main(), doing=doing)
    same = (named == socket.getnameinfo(address, 0), numbers == socket.getnameinfo(address, NUMERIC))
    expect(same, (True, True), doing=f"{doing}: are they the same?")


@clause("NAME-08")
def test_a_name_is_no_address(loop: Loop) -> None:
    """getnameinfo() of a name, where a number belongs, raises gaierror."""

    async def main() -> object:
        return await loop.getnameinfo(("not a number", 80), NUMERIC)

    doing = "await getnameinfo(('not a number', 80))"
    got = ended_by(lambda: complete(loop, main(), doing=doing))
    expect(kind(got), "gaierror", doing=doing)


def ask(loop: Loop, host: Any, port: Any, **hints: int) -> tuple[str, Any, Any]:
    """What was done, the loop's answer, and that of the socket module, in plain values."""

    async def main() -> Any:
        return await loop.getaddrinfo(host, port, **hints)

    doing = f"await getaddrinfo({host!r}, {port!r}, {hints}) beside socket.getaddrinfo()"
    got = ended_by(lambda: complete(loop, main(), doing=doing))
    wanted = ended_by(lambda: socket.getaddrinfo(host, port, **hints))
    return doing, plain(got), plain(wanted)


def compare(loop: Loop, host: Any, port: Any, **hints: int) -> None:
    """Require that the loop's answer is that of the socket module."""
    doing, got, wanted = ask(loop, host, port, **hints)
    expect(got, wanted, doing=doing)


def plain(answer: Any) -> Any:
    """The addresses of an answer, in order; an exception is its kind and number."""
    if isinstance(answer, OSError):
        return kind(answer), answer.errno
    if isinstance(answer, BaseException):
        return kind(answer)
    return [(int(family), int(sort), proto, address) for family, sort, proto, _, address in answer]


def in_any_order(answer: Any) -> Any:
    """Plain addresses, sorted; an exception as it is."""
    return sorted(answer) if type(answer).__name__ == "list" else answer


@clause("NAME-09")
@pytest.mark.parametrize("host", [HOST, PLAIN])
@pytest.mark.parametrize("service", ["http", "domain"])
def test_services_have_names(loop: Loop, host: str, service: str) -> None:
    """The name of a service stands for its port; the order of the addresses is no matter (NAME-11)."""
    doing, got, wanted = ask(loop, host, service, type=socket.SOCK_STREAM)
    expect(in_any_order(got), in_any_order(wanted), doing=doing)


@clause("NAME-10")
@pytest.mark.parametrize(
    ("host", "port", "hints"),
    [
        ("not a number", 80, {"flags": socket.AI_NUMERICHOST}),
        (HOST, "no such service", {}),
        (HOST, 80, {"family": socket.AF_INET, "type": 99}),
        (None, None, {}),
    ],
    ids=["name", "service", "type", "nothing"],
)
def test_errors_have_numbers(loop: Loop, host: Any, port: Any, hints: dict[str, int]) -> None:
    """What cannot be resolved raises the error, with the number, that the socket module raises."""
    compare(loop, host, port, **hints)


@clause("NAME-11")
@pytest.mark.parametrize("family", [socket.AF_UNSPEC, socket.AF_INET])
def test_names_are_answered_in_order(loop: Loop, family: int) -> None:
    """The addresses of a name are those of the socket module, in its order."""
    doing, got, wanted = ask(loop, PLAIN, 80, family=family)
    same = (sorted(map(str, got)) == sorted(map(str, wanted)), got == wanted)
    expect(same, (True, True), doing=f"{doing}: (are they the same, in the same order?)")


# -- what resolves by itself


@clause("NAME-20")
def test_a_connection_that_waits_for_a_name(resolver: Resolver, loop: Loop) -> None:
    """While the resolver is held up, the loop goes on; the task ends when it is cancelled."""
    hear(loop)  # whether anybody is told of what the resolver says later, is free
    task = begin(loop, loop.create_connection(Noting, NAME, 80))
    went_on = held(loop, resolver)
    task.cancel()
    run_until(loop, lambda: task.done() or resolver.free, PATIENCE)
    got = (went_on, kind(outcome(task)))
    finish(loop, resolver, task)
    doing = "cancel create_connection() while the resolver is held up: (do turns go by, its outcome)"
    expect(got, (True, "cancelled"), doing=doing)


OPERATIONS: dict[str, Callable[[Loop, str, int], Coroutine[Any, Any, Any]]] = {
    "create_connection": lambda loop, host, port: loop.create_connection(Noting, host, port),
    "create_server": lambda loop, host, port: loop.create_server(Noting, host, port),
    "create_datagram_endpoint": lambda loop, host, port: loop.create_datagram_endpoint(Heard, (host, port)),
}


@clause("NAME-21")
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_unknown_host_is_told(resolver: Resolver, loop: Loop, name: str) -> None:
    """A name that the resolver does not find raises gaierror."""
    resolver.let_go()
    task = begin(loop, OPERATIONS[name](loop, NAME, 0))
    run_until(loop, task.done, PATIENCE)
    expect(kind(outcome(task)), "gaierror", doing=f"await {name}() with a host that nobody knows")


def busy_executor(loop: Loop, free: threading.Event) -> ThreadPoolExecutor:
    """A default executor whose only thread waits for `free`."""
    pool = ThreadPoolExecutor(1)
    loop.set_default_executor(pool)
    pool.submit(free.wait, PATIENCE)
    return pool


def end(loop: Loop, made: Any) -> None:
    """Close what an operation gave: a server, or a pair with a transport."""
    if hasattr(made, "close"):
        made.close()
    else:
        made[0].abort()
        run_until(loop, made[1].lost, PATIENCE)
    run_turns(loop)


@clause("NAME-23")
@pytest.mark.parametrize("name", OPERATIONS)
def test_numbers_need_nobody(keeper: Keeper, loop: Loop, name: str) -> None:
    """While the only thread of the default executor is busy, a numeric address is connected to or bound."""
    port = keeper.listener().getsockname()[1] if name == "create_connection" else 0
    free = threading.Event()
    pool = busy_executor(loop, free)
    try:
        task = begin(loop, OPERATIONS[name](loop, HOST, port))
        run_until(loop, task.done, PATIENCE / 5)
        done = task.done()
    finally:
        free.set()
        pool.shutdown()
    run_until(loop, task.done, PATIENCE)
    end(loop, task.result())
    expect(done, True, doing=f"{name}() of a numeric address while all threads are busy: does it end?")
