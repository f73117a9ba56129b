"""Virtual time jumps over waits, and never past anything that is really on its way."""

from __future__ import annotations

import asyncio
import os
import threading
import time

import pytest

from reference_loop import ReferenceLoop, VirtualClock


def virtual() -> ReferenceLoop:
    """Return a loop whose time is virtual."""
    return ReferenceLoop(clock=VirtualClock())


def test_a_thousand_hours_take_no_time() -> None:
    """A thousand sleeps of an hour end exactly a thousand hours later, in less than one real minute."""

    async def sleeper() -> float:
        for _ in range(1000):
            await asyncio.sleep(3600)
        return asyncio.get_running_loop().time()

    start = time.monotonic()
    with asyncio.Runner(loop_factory=virtual) as runner:
        assert runner.run(sleeper()) == 3_600_000.0
    assert time.monotonic() - start < 60


def test_steps_do_not_drift() -> None:
    """A thousand steps of a tenth of a second end at one hundred seconds."""
    clock = VirtualClock()
    for _ in range(1000):
        clock.advance(0.1)
    assert clock.time() == 100.0


def test_a_time_out_does_not_overtake_a_job() -> None:
    """A job in a thread that ends by itself is not timed out by a virtual hour passing at once."""
    release = threading.Event()

    async def guarded() -> str:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(3600):
            job = asyncio.create_task(asyncio.to_thread(release.wait))
            loop.call_later(0.001, release.set)
            await job
        return "done"

    with asyncio.Runner(loop_factory=virtual) as runner:
        assert runner.run(guarded()) == "done"
        assert runner.get_loop().time() < 3600


def test_a_time_out_does_not_overtake_a_descriptor() -> None:
    """While a descriptor is watched time flows: what arrives is seen before a virtual hour has passed."""
    reader, writer = os.pipe()
    loop = virtual()
    came: list[str] = []

    def come(what: str) -> None:
        came.append(what)
        loop.stop()

    loop.add_reader(reader, come, "data")
    loop.call_later(3600, come, "hour")
    loop.call_later(0.001, os.write, writer, b"x")
    loop.run_forever()
    loop.remove_reader(reader)
    loop.close()
    os.close(reader)
    os.close(writer)
    assert came == ["data"]


@pytest.mark.parametrize(("step", "order"), [(0.0, ["a", "b", "c"]), (1e-6, ["a", "c", "b"])])
def test_a_step_sets_deadlines_apart(step: float, order: list[str]) -> None:
    """With a step, two equal delays asked for one after the other come due one after the other."""
    loop = ReferenceLoop(clock=VirtualClock(step=step))
    said: list[str] = []

    def say_a_then_c() -> None:
        said.append("a")
        loop.call_soon(said.append, "c")

    loop.call_later(1, say_a_then_c)
    loop.call_later(1 + 50 * step, said.append, "b")
    loop.call_later(2, loop.stop)
    loop.run_forever()
    loop.close()
    assert said == order
