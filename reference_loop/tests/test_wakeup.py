"""The self-pipe: a byte only for a sleeper, and none for nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from reference_loop import ReferenceLoop
from reference_loop.contracts import READABLE, WRITABLE
from reference_loop.poller import SelectorsPoller, default_poller
from reference_loop.wakeup import Wakeup


class CountingWakeup(Wakeup):
    """Counts the bytes written."""

    written = 0

    def write(self) -> None:
        """Count, and write."""
        self.written += 1
        super().write()


class TellingPoller(SelectorsPoller):
    """Tells when it is about to sleep for ever."""

    on_sleep: Callable[[], object] = int

    def poll(self, timeout: float | None) -> list[tuple[int, int]]:
        """Tell, and sleep."""
        if timeout is None:
            self.on_sleep()
        return super().poll(timeout)


class CountingLoop(ReferenceLoop):
    """A loop that counts them."""

    wakeup_type = CountingWakeup
    poller_type = TellingPoller
    _wakeup: CountingWakeup

    @property
    def poller(self) -> TellingPoller:
        """The poller."""
        assert isinstance(self._poller, TellingPoller)
        return self._poller


@pytest.fixture
def loop() -> Iterator[CountingLoop]:
    """A loop whose wake-up counts."""
    loop = CountingLoop()
    yield loop
    loop.close()


def test_a_waking_loop_gets_no_byte(loop: CountingLoop) -> None:
    """Callbacks sent to a loop that runs something, or does not run yet, cost no system call."""
    loop.call_soon_threadsafe(loop.call_soon, loop.stop)
    thread = threading.Thread(target=lambda: [loop.call_soon_threadsafe(int) for _ in range(100)])
    loop.call_soon(thread.start)
    loop.call_soon(thread.join)
    loop.run_forever()
    assert loop._wakeup.written == 0


def test_a_sleeping_loop_gets_one_byte(loop: CountingLoop) -> None:
    """A loop that sleeps for ever is woken by the first callback sent, with one byte."""
    asleep = threading.Event()
    loop.poller.on_sleep = asleep.set
    thread = threading.Thread(target=lambda: [asleep.wait(), loop.call_soon_threadsafe(loop.stop)])
    thread.start()
    loop.run_forever()
    thread.join()
    assert loop._wakeup.written == 1


def test_a_flood_loses_nothing(loop: CountingLoop) -> None:
    """Four threads' callbacks all run, each thread's in order, whatever the loop was doing when they came."""
    came: list[tuple[int, int]] = []

    def send(thread: int) -> None:
        for number in range(2000):
            loop.call_soon_threadsafe(receive, thread, number)

    def receive(thread: int, number: int) -> None:
        came.append((thread, number))
        if len(came) == 8000:
            loop.stop()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    loop.run_forever()
    for thread in threads:
        thread.join()
    for thread_number in range(4):
        assert [number for thread, number in came if thread == thread_number] == list(range(2000))


def test_signal_numbers_survive_the_pipe(loop: CountingLoop) -> None:
    """Draining gives back the signal numbers that were written, without the wake bytes between them."""
    loop._wakeup.write()
    loop._wakeup._writer.send(b"\x0a")
    loop._wakeup.write()
    assert loop._wakeup.drain() == b"\x0a"
    assert loop._wakeup.drain() == b""


@pytest.mark.parametrize(
    "poller_type", dict.fromkeys((default_poller, SelectorsPoller)), ids=lambda kind: kind.__name__
)
def test_pollers_agree(poller_type: type[SelectorsPoller]) -> None:
    """Each poller reports what is watched and ready, and nothing else."""
    poller = poller_type()
    wakeup = Wakeup(poller)
    fd = wakeup.fd
    assert poller.poll(0) == []
    wakeup.write()
    assert poller.poll(None) == [(fd, READABLE)]
    poller.watch(fd, READABLE | WRITABLE)
    assert poller.poll(None) == [(fd, READABLE | WRITABLE)]
    poller.watch(fd, WRITABLE)
    assert poller.poll(None) == [(fd, WRITABLE)]
    poller.watch(fd, 0)
    poller.watch(fd, 0)
    assert poller.poll(0) == []
    wakeup.close()
    poller.close()
