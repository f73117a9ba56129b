"""PyLoop: what its chapter of the exam cannot see, because it needs wrong hosts or the inside."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Generator
from typing import Any

import pytest

import reference_loop
from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

PATIENCE = 10.0


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Generator[None]:
    """Every test leaves as many threads as it found."""
    before = threading.active_count()
    yield
    assert threading.active_count() == before


def test_the_reference_is_the_default_host() -> None:
    """PyLoop() hosts the reference loop, and CancelledError is asyncio's own."""
    with PyLoop() as background:
        assert isinstance(background.get_loop(), ReferenceLoop)
        assert not background.is_closed()
        assert "open" in repr(background)
    assert background.is_closed()
    assert reference_loop.CancelledError is asyncio.CancelledError


def closed_loop() -> asyncio.AbstractEventLoop:
    """A loop that was closed."""
    loop = asyncio.new_event_loop()
    loop.close()
    return loop


@pytest.mark.parametrize(
    ("factory", "error"), [(closed_loop, RuntimeError), (lambda: None, TypeError), (object, TypeError)]
)
def test_what_a_factory_should_not_return_is_refused(factory: Callable[[], Any], error: type) -> None:
    """A closed loop, None, or something else is refused in the constructor."""
    with pytest.raises(error):
        PyLoop(factory)


def test_all_that_can_be_sent_to_is_driven() -> None:
    """Generators, and objects with nothing but send(), run like coroutines, and can be cancelled."""

    class Sendable:
        def __init__(self) -> None:
            self.sent = 0

        def send(self, value: object) -> None:
            self.sent += 1
            if self.sent == 3:
                raise StopIteration("third")

    def generator() -> Generator[None, None, str]:
        yield
        return "generated"

    with PyLoop() as background:
        things: list[Any] = [Sendable(), generator(), for_ever()]
        tasks = [background.create_task(thing) for thing in things]
        tasks[2].cancel()
        assert all(task.wait(PATIENCE) for task in tasks)
        assert [task.result() for task in tasks[:2]] == ["third", "generated"]
        assert tasks[2].cancelled()


def test_one_request_counts_once() -> None:
    """A cancel() from outside is one request for the coroutine."""
    begun = threading.Event()

    async def count() -> int:
        task = asyncio.current_task()
        assert task is not None
        try:
            asyncio.get_running_loop().call_soon(begun.set)
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            return task.cancelling()
        return 0

    with PyLoop() as background:
        task = background.create_task(count())
        assert begun.wait(PATIENCE)
        task.cancel()
        assert task.wait(PATIENCE)
        assert task.result() == 1


def test_what_the_host_refuses_becomes_the_outcome() -> None:
    """When the hosted loop's task factory raises, the background task fails with that."""
    loop = ReferenceLoop()

    def refuse_once(*_: Any, **__: Any) -> Any:
        loop.set_task_factory(None)
        raise KeyError

    loop.set_task_factory(refuse_once)
    with PyLoop(lambda: loop) as background:
        coroutine = asyncio.sleep(0)
        task = background.create_task(coroutine, name="refused")
        assert task.wait(PATIENCE)
        with pytest.raises(KeyError):
            task.result()
        assert "refused" in repr(task)
        coroutine.close()


class Breaking(ReferenceLoop):
    """Its run ends with an error that is nobody's, as soon as it is told to break."""

    def __init__(self) -> None:
        super().__init__()
        self.told = threading.Event()
        self.heard: list[BaseException] = []
        self.set_exception_handler(lambda _, context: self.heard.append(context["exception"]))

    def run_forever(self) -> None:
        """Run until told to break."""
        super().run_forever()
        if self.told.is_set():
            raise KeyError("broken")


def test_a_host_that_breaks_lets_no_one_wait_for_ever() -> None:
    """When the loop itself fails, it is reported, pending tasks end as cancelled, and none is accepted."""
    loop = Breaking()
    background, called = PyLoop(lambda: loop), list[object]()
    task = background.create_task(for_ever())
    task.add_done_callback(called.append)
    loop.told.set()
    loop.call_soon_threadsafe(loop.stop)
    assert task.wait(PATIENCE)
    assert task.cancelled()
    assert not task.cancel()
    background.close()
    assert called == [task]
    assert [type(error) for error in loop.heard[-1:]] == [KeyError]
    with pytest.raises(RuntimeError):
        background.create_task(for_ever())


def for_ever() -> Any:
    """Go on until cancelled."""
    while True:
        yield


def test_an_exit_while_closing_does_not_hurry_the_others() -> None:
    """A task that answers the cancellation of close() with SystemExit leaves the others their clean-up."""
    begun, steps = threading.Event(), list[str]()

    async def exits() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            raise SystemExit from None

    async def cleans_up() -> None:
        try:
            asyncio.get_running_loop().call_soon(begun.set)
            await asyncio.get_running_loop().create_future()
        finally:
            for _ in range(5):
                await asyncio.sleep(0)
            steps.append("clean")

    background = PyLoop()
    exiting, cleaning = background.create_task(exits()), background.create_task(cleans_up())
    assert begun.wait(PATIENCE)
    background.close()
    assert isinstance(exiting.exception(), SystemExit)
    assert cleaning.cancelled()
    assert steps == ["clean"]


def test_a_failing_callback_is_reported_also_when_closed() -> None:
    """What a done callback raises goes to the loop's exception handler, on an open and on a closed PyLoop."""
    reports: list[Any] = []
    heard = threading.Event()

    def hear(_: object, context: dict[str, Any]) -> None:
        reports.append(context["exception"])
        heard.set()

    def host() -> asyncio.AbstractEventLoop:
        loop = ReferenceLoop()
        loop.set_exception_handler(hear)
        return loop

    def fail(_: object) -> None:
        raise KeyError

    with PyLoop(host) as background:
        task = background.create_task(asyncio.sleep(0))
        assert task.wait(PATIENCE)
        task.add_done_callback(fail)
        assert heard.wait(PATIENCE)
    task.add_done_callback(fail)
    assert [type(error) for error in reports] == [KeyError, KeyError]


def test_close_and_create_race() -> None:
    """Tasks created while another thread closes are refused, or end; none stays pending."""

    def create_until_refused(background: PyLoop, tasks: list[Any]) -> None:
        while True:
            coroutine = asyncio.sleep(0)
            try:
                tasks.append(background.create_task(coroutine))
            except RuntimeError:
                coroutine.close()
                return

    for _ in range(20):
        background, tasks = PyLoop(), list[Any]()
        creator = threading.Thread(target=create_until_refused, args=(background, tasks))
        creator.start()
        background.close()
        creator.join()
        assert all(task.done() for task in tasks)


class LateWord(ReferenceLoop):
    """Once armed, lets the `last` task end before it takes the next word from another thread."""

    last: BackgroundTask[int] | None = None
    let_it_end: asyncio.Event

    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:  # type: ignore[override]  # mypy: *Ts
        """As ever, but late."""
        last, self.last = self.last, None
        if last is not None:
            super().call_soon_threadsafe(self.let_it_end.set)
            last.wait(PATIENCE)
        return super().call_soon_threadsafe(callback, *args, context=context)


def test_close_while_the_last_task_ends() -> None:
    """A close() whose word arrives after the last task has ended stops no clean-up."""
    steps: list[str] = []

    async def numbers() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            await asyncio.sleep(0)
            steps.append("closed")

    async def one(generator: AsyncIterator[int]) -> int:
        asyncio.get_running_loop().call_soon(begun.set)
        await loop.let_it_end.wait()
        return await anext(generator)

    loop, begun, generator = LateWord(), threading.Event(), numbers()
    loop.let_it_end = asyncio.Event()
    background = PyLoop(lambda: loop)
    task = background.create_task(one(generator))
    assert begun.wait(PATIENCE)
    loop.last = task
    background.close()
    assert task.result() == 1
    assert steps == ["closed"]
