"""Questions of the chapter streams: a host with several addresses, and happy eyeballs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import cmp_to_key
from itertools import combinations
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect
from conformance.suite.addresses import LINUX, NAME, Host, Place, several
from conformance.suite.driving import PATIENCE, RESOLUTION, Loop, run_turns, run_until
from conformance.suite.matter import kind
from conformance.suite.serving import has_ipv6
from conformance.suite.streaming import SOON, Noting

SHORTLY = 0.05
"""Seconds after which the next address is to be tried."""
NEVER = 100 * PATIENCE
"""Seconds after which nobody waits any more."""
HERE = "127.0.0.1"
BOTH_FAMILIES = (HERE, HERE, HERE, "::1", "::1")
BY_TURNS = {0: "abcAB", 1: "aAbBc", 2: "abAcB", 3: "abcAB"}
"""The order of these addresses, a letter each, capitals for IPv6, for each value of interleave."""
IPV6 = pytest.mark.skipif(not has_ipv6(), reason="no IPv6 here")


@pytest.fixture
def host() -> Iterator[Host]:
    """A host without addresses yet."""
    with several() as made:
        yield made


def dial(loop: Loop, **options: Any) -> asyncio.Task[Any]:
    """A task that connects to the host with several addresses."""

    async def main() -> Any:
        return (await loop.create_connection(Noting, NAME, 80, **options))[0]

    return loop.create_task(main())


def reached(loop: Loop, host: Host, task: asyncio.Task[Any], seconds: float = SOON) -> object:
    """The number of the place that was reached, or the name of what was raised; the connection is ended."""
    run_until(loop, task.done, seconds)
    host.check_asked()
    if not task.done():
        give_up(loop, task)
        return "nobody"
    if task.exception() is not None:
        return kind(task.exception())
    transport = task.result()
    peer = transport.get_extra_info("peername")
    transport.abort()
    run_until(loop, transport.get_protocol().lost)
    run_turns(loop)
    return [place.address for place in host.places].index(peer)


def give_up(loop: Loop, task: asyncio.Task[Any]) -> None:
    """Cancel the task, and let it end."""
    task.cancel()
    run_until(loop, task.done)
    run_turns(loop)


# -- one after the other


@clause("CONN-15")
@pytest.mark.parametrize("refusing", [0, 1, 3])
def test_addresses_are_tried_in_order(host: Host, loop: Loop, refusing: int) -> None:
    """The first of the addresses that do not refuse is reached."""
    places = host.add(*[HERE] * (refusing + 2))
    for place in places[refusing:]:
        place.open()
    doing = f"{refusing} addresses refuse, the next two accept; which of them, from 0, is used"
    expect(reached(loop, host, dial(loop)), refusing, doing=doing)


def order(loop: Loop, host: Host, **options: Any) -> str:
    """In which order the places are tried, as letters: of any two that accept, the first tried is used."""
    count, before = len(BOTH_FAMILIES), dict[tuple[int, int], object]()
    for one, other in combinations(range(count), 2):
        host.places.clear()
        places = host.add(*BOTH_FAMILIES)
        places[one].open()
        places[other].open()
        before[one, other] = reached(loop, host, dial(loop, **options))

    def compare(one: int, other: int) -> int:
        return -1 if before[min(one, other), max(one, other)] == one else 1

    return "".join("abcAB"[number] for number in sorted(range(count), key=cmp_to_key(compare)))


@clause("CONN-21")
@IPV6
@pytest.mark.parametrize("interleave", BY_TURNS)
@pytest.mark.parametrize("delay", [None, NEVER], ids=["one by one", "with a delay"])
def test_families_take_turns(host: Host, loop: Loop, interleave: int, delay: float | None) -> None:
    """Addresses a, b, c of IPv4 and A, B of IPv6 are tried in the order that interleave asks for."""
    got = order(loop, host, interleave=interleave, happy_eyeballs_delay=delay)
    doing = f"interleave={interleave}, addresses abc of IPv4, AB of IPv6; the order in which they are tried"
    expect(got, BY_TURNS[interleave], doing=doing)


@clause("CONN-22")
@IPV6
def test_happy_eyeballs_interleave(host: Host, loop: Loop) -> None:
    """With happy_eyeballs_delay alone, the order is that of interleave=1."""
    got = order(loop, host, happy_eyeballs_delay=NEVER)
    doing = "happy_eyeballs_delay only, addresses abc of IPv4, AB of IPv6; the order in which they are tried"
    expect(got, BY_TURNS[1], doing=doing)


# -- several at a time


@clause("CONN-16")
@LINUX
@pytest.mark.parametrize("stalling", [1, 2])
def test_who_does_not_answer_is_passed_over(host: Host, loop: Loop, stalling: int) -> None:
    """When the first addresses neither accept nor refuse, the next one is reached."""
    places = host.add(*[HERE] * (stalling + 1))
    for place in places[:stalling]:
        place.fill()
    places[stalling].open()
    got = reached(loop, host, dial(loop, happy_eyeballs_delay=SHORTLY))
    doing = f"happy_eyeballs_delay={SHORTLY}, {stalling} addresses do not answer; which is reached"
    expect(got, stalling, doing=doing)


@clause("CONN-17")
@LINUX
@pytest.mark.parametrize("stalling", [1, 2])
def test_the_first_has_its_time(host: Host, loop: Loop, stalling: int) -> None:
    """Behind n addresses that do not answer, the next one is not reached before n delays."""
    places = host.add(*[HERE] * (stalling + 1))
    for place in places[:stalling]:
        place.fill()
    places[stalling].open()
    begun = loop.time()
    reached(loop, host, dial(loop, happy_eyeballs_delay=SHORTLY))
    passed = loop.time() - begun
    doing = f"happy_eyeballs_delay={SHORTLY}, {stalling} addresses do not answer; seconds until it connects"
    least = stalling * (SHORTLY - RESOLUTION)
    expect(passed >= least, True, doing=f"{doing}: are they at least {stalling} delays")


@clause("CONN-18")
def test_after_a_refusal_nobody_waits(host: Host, loop: Loop) -> None:
    """When three addresses refuse, the fourth is reached, though the delay is longer than patience."""
    places = host.add(HERE, HERE, HERE, HERE)
    places[3].open()
    got = reached(loop, host, dial(loop, happy_eyeballs_delay=NEVER))
    doing = f"three addresses refuse, happy_eyeballs_delay={NEVER:.0f}; which is reached within moments"
    expect(got, 3, doing=doing)


def trying(loop: Loop, places: list[Place]) -> bool:
    """Run the loop until all of these are tried at the same time; whether they are."""
    return run_until(loop, lambda: all(place.tried() for place in places), PATIENCE)


@clause("CONN-19")
@LINUX
def test_who_is_not_needed_is_called_off(host: Host, loop: Loop) -> None:
    """When one address is reached, those that do not answer are no longer tried."""
    first, second, third = host.add(HERE, HERE, HERE)
    first.fill()
    second.fill()
    task = dial(loop, happy_eyeballs_delay=SHORTLY)
    begun = trying(loop, [first])
    third.open()
    run_until(loop, task.done, SOON)
    run_turns(loop)
    left = [place.tried() for place in (first, second)]
    got = reached(loop, host, task)
    doing = "two of three addresses do not answer: (was the first tried, are they still, which is reached)"
    expect((begun, left, got), (True, [False, False], 2), doing=doing)


@clause("CONN-20")
@LINUX
@pytest.mark.parametrize("late", [0, 1])
def test_a_slow_address_may_win(host: Host, loop: Loop, late: int) -> None:
    """Of two addresses that do not answer, and are tried both, the one that accepts at last is reached."""
    places = host.add(HERE, HERE)
    for place in places:
        place.fill()
    task = dial(loop, happy_eyeballs_delay=SHORTLY)
    both = trying(loop, places)
    places[late].make_room()
    got = reached(loop, host, task, PATIENCE)  # the system asks again after a second, or three
    doing = f"two addresses do not answer, then number {late} does: (were both tried at once, who is reached)"
    expect((both, got), (True, late), doing=doing)


@clause("CONN-24")
@LINUX
def test_who_gives_up_calls_all_off(host: Host, loop: Loop) -> None:
    """When create_connection() is cancelled while two addresses are tried, neither is tried any more."""
    places = host.add(HERE, HERE)
    for place in places:
        place.fill()
    task = dial(loop, happy_eyeballs_delay=SHORTLY)
    both = trying(loop, places)
    task.cancel()
    run_until(loop, task.done, SOON)
    run_turns(loop)
    left = [place.tried() for place in places]
    host.check_asked()
    doing = "two addresses do not answer, cancel: (were both tried, is it cancelled, are they still tried)"
    got = (both, task.done() and task.cancelled(), left)
    if not task.done():
        give_up(loop, task)
    expect(got, (True, True, [False, False]), doing=doing)


@clause("CONN-23")
@pytest.mark.parametrize("delay", [None, NEVER, 0.0], ids=["one by one", "a delay", "no delay"])
def test_all_failures_are_told(host: Host, loop: Loop, delay: float | None) -> None:
    """When three addresses refuse, OSError is raised; with all_errors, a group of three."""
    host.add(HERE, HERE, HERE)
    raised: list[Any] = []
    for all_errors in (False, True):
        task = dial(loop, happy_eyeballs_delay=delay, all_errors=all_errors)
        run_until(loop, task.done, SOON)
        host.check_asked()
        if not task.done():
            give_up(loop, task)
        raised.append(None if task.cancelled() else task.exception())
    inside = [kind(one) for one in getattr(raised[1], "exceptions", ())]
    doing = f"three addresses refuse, happy_eyeballs_delay={delay}: (is OSError raised, in the group)"
    expect((isinstance(raised[0], OSError), inside), (True, ["ConnectionRefusedError"] * 3), doing=doing)
