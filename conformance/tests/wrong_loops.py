"""Loops that are deliberately wrong, each just beyond a freedom: what the judge has to refuse.

They run under a VirtualClock, so that a thousand programs cost seconds.
"""

from __future__ import annotations

import select
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from conformance.language import VERBS, Program, Recipe, Trace
from conformance.language.interpreter import PATIENCE, Run
from reference_loop import Chooser, Future, ReferenceLoop, VirtualClock
from reference_loop.contracts import Runnable
from reference_loop.handles import Handle, TimerHandle
from reference_loop.poller import Descriptors
from reference_loop.ready import Ready
from reference_loop.timers import Timers
from reference_loop.transports.base import MAX_READ
from reference_loop.transports.stream import Bytes, StreamTransport
from reference_loop.turn import Events, Turn


class _SwappingReady(Ready):
    """Hands out the second entry first, now and then."""

    def take(self) -> Runnable:
        if len(self) > 1 and isinstance(self[0], Handle) and isinstance(self[1], Handle):
            self[0], self[1] = self[1], self[0]
        return self.popleft()


class SwapsCallbacks(ReferenceLoop):
    """Beyond TIMER-22 and THREAD-20: plain callbacks change places, too."""

    ready_type = _SwappingReady


class _BackwardTimers(Timers):
    def due(self, limit: float) -> Iterator[TimerHandle]:
        yield from reversed(list(super().due(limit)))


class ReversesTimers(ReferenceLoop):
    """Beyond TIMER-20: timers that are due together run backwards, though their deadlines differ."""

    timers_type = _BackwardTimers


class _RoundedTimers(Timers):
    def add(self, timer: TimerHandle) -> None:
        """Take deadlines up to two ticks apart for equal, and run such timers last in, first out."""
        timer._when = round(timer._when * 200) / 200
        self._serials = getattr(self, "_serials", count(0, -1))
        self._serial = self._serials
        super().add(timer)


class RoundsDeadlines(ReferenceLoop):
    """Beyond TIMER-23: deadlines that are ticks apart are taken for equal."""

    timers_type = _RoundedTimers


class RunsDueTimersAtOnce(ReferenceLoop):
    """Beyond TIMER-22: a timer that is due when it is added runs inside the call that adds it."""

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Any = None
    ) -> TimerHandle:
        timer = super().call_at(when, callback, *args, context=context)
        if when <= self.time():
            timer.cancel()
            callback(*args)
        return timer


class _ForgetfulTimers(Timers):
    def add(self, timer: TimerHandle) -> None:
        """Forget every fifth timer."""
        self._added = getattr(self, "_added", 0) + 1
        if self._added % 5:
            super().add(timer)


class ForgetsTimers(ReferenceLoop):
    """Beyond TIMER-21: some timers run later than ever."""

    timers_type = _ForgetfulTimers


class HoldsDescriptorsBack(ReferenceLoop):
    """Beyond READY-20 and READY-29: of descriptors that are ready together one is served in a later turn."""

    def _make_turn(self, chooser: Chooser | None) -> Turn:
        turn = super()._make_turn(chooser)
        return _OneDescriptorTurn(**{name: getattr(turn, name) for name in Turn.__dataclass_fields__})


class _OneDescriptorTurn(Turn):
    def collect(self, events: Events) -> None:
        """Look at the first event alone; the poller will report the others again."""
        super().collect(events[:1])


class _Deaf(Descriptors):
    def remove(self, fd: int, interest: int) -> bool:
        """Forget the handle, which runs nevertheless if it is queued."""
        handles = self._handles.get(fd, {})
        if interest in handles:
            kept = handles.pop(interest)
            handles[interest] = Handle(int, (), kept._loop)  # type: ignore[attr-defined]
        return super().remove(fd, interest)


class ServesRemovedReaders(ReferenceLoop):
    """Beyond READY-20: a reader that was taken off while it was queued is called."""

    descriptors_type = _Deaf


class FinishesTheBatch(ReferenceLoop):
    """Beyond every freedom: an exit comes out when the turn has ended."""

    def _make_turn(self, chooser: Chooser | None) -> Turn:
        turn = super()._make_turn(chooser)
        return _PatientTurn(**{name: getattr(turn, name) for name in Turn.__dataclass_fields__})


class _PatientTurn(Turn):
    def run_ready(self) -> None:
        exits: list[BaseException] = []
        for _ in range(self.ready.cut()):
            try:
                self.ready.take()._run()
            except (SystemExit, KeyboardInterrupt) as error:
                exits.append(error)
        if exits:
            raise exits[-1]


class _StubbornHandle(Handle):
    def cancel(self) -> None:
        """Say so and do nothing."""


class IgnoresCancel(ReferenceLoop):
    """Beyond every freedom: a cancelled callback runs."""

    handle_type = _StubbornHandle


class _BackwardFuture(Future[Any]):
    def _hand_over(self) -> None:
        self._waiting.reverse()
        super()._hand_over()


class ReversesDoneCallbacks(ReferenceLoop):
    """Beyond every freedom: done callbacks run backwards."""

    future_type = _BackwardFuture


class StopsOnceMore(ReferenceLoop):
    """Beyond every freedom: stop() lets one more turn run."""

    def stop(self) -> None:
        if self.is_running():
            self.call_soon(super().stop)
        else:
            super().stop()


class _LandsFirst(Ready):
    def land(self, entry: Runnable) -> None:
        """Put what a thread sends before all else, also before what the same thread sent earlier."""
        self.appendleft(entry)


class ReversesThreads(ReferenceLoop):
    """Beyond THREAD-20: callbacks of one thread run backwards."""

    ready_type = _LandsFirst


class _HoldingStream(StreamTransport):
    """Sends what is written together with the next write, or at the end."""

    _sends = False

    def write(self, data: Bytes) -> None:
        self._sends = bool(self._buffer)
        super().write(data)
        if self._sends:
            self._on_writable()

    def close(self) -> None:
        super().close()
        if self._buffer:
            self._sends = True
            self._on_writable()

    def _send(self, data: Bytes) -> int:
        return super()._send(data) if self._sends else 0

    def _watch(self) -> None:
        self._writes = bool(self._buffer)  # as if it were watched
        super()._watch()


class HoldsWritesBack(ReferenceLoop):
    """Beyond TRANS-27: what is written goes out though neither the queue nor the system made it wait."""

    stream_type = _HoldingStream


class _HastyStream(StreamTransport):
    def _on_readable(self) -> None:
        """Drop what came together with the end."""
        if self._sock.recv(MAX_READ, socket.MSG_PEEK) and self._over():
            self._sock.recv(MAX_READ)
        super()._on_readable()

    def _over(self) -> bool:
        poll = select.poll()
        poll.register(self._fd, 0)
        return bool(poll.poll(0))


class DropsLastWords(ReferenceLoop):
    """Beyond PROTO-18: the end is told in place of the last bytes."""

    stream_type = _HastyStream


class _SleepyStream(StreamTransport):
    """Begins to read two callbacks after connection_made()."""

    _asleep = True

    def _connection_made(self) -> None:
        super()._connection_made()
        self._loop.call_soon(self._drowse)

    def _drowse(self) -> None:
        self._loop.call_soon(self._awake)

    def _awake(self) -> None:
        self._asleep = False
        self._watch()

    def _wants_data(self) -> bool:
        return super()._wants_data() and not self._asleep


class BeginsTooLate(ReferenceLoop):
    """Beyond READY-29: reading begins two callbacks later than connection_made()."""

    stream_type = _SleepyStream


class _CuttingStream(StreamTransport):
    def _say(self, call: str, *args: Any) -> Any:
        """Cut bytes in two, and lose the one in the middle."""
        if call == "data_received" and len(args[0]) > 2:
            super()._say(call, args[0][:1])
            args = (args[0][2:],)
        return super()._say(call, *args)


class LosesAByte(ReferenceLoop):
    """Beyond PROTO-18: bytes are cut, and one is lost at the cut."""

    stream_type = _CuttingStream


TICK = 0.004


def run_virtually(program: Program, kind: type[ReferenceLoop], chooser: Chooser | None = None) -> Trace:
    """Run a program in no time; it must not use threads, whose calls virtual time would overtake."""
    clock = VirtualClock()
    loop = kind(clock=clock, chooser=chooser)
    try:
        return Run(program, loop, TICK, advance=clock.advance, patience=None if chooser else PATIENCE).trace()
    finally:
        loop.close()


def _only(*verbs: str) -> Recipe:
    return Recipe(can=frozenset(), without=frozenset(VERBS) - set(verbs))


ANY = Recipe(can=frozenset())
TIMERS = _only("soon", "at", "later", "block", "cancel")
FUTURES = _only("soon", "when", "resolve")
READERS = replace(_only("soon", "readable", "cancel"), can=frozenset({"readiness"}))
CONNECTIONS = replace(
    _only("soon", "get", "connect", "on", "close", "peer_close", "peer_send"),
    can=frozenset({"unix"}),
    body_steps=(1, 5),
)
WRITERS = replace(
    _only("soon", "get", "connect", "on", "write", "peer_take"), can=frozenset({"unix"}), body_steps=(2, 5)
)


WRONG: dict[type[ReferenceLoop], tuple[Recipe, int]] = {
    SwapsCallbacks: (ANY, 125),
    ReversesTimers: (TIMERS, 45),
    RoundsDeadlines: (TIMERS, 60),
    RunsDueTimersAtOnce: (TIMERS, 320),
    ForgetsTimers: (TIMERS, 150),
    IgnoresCancel: (TIMERS, 180),
    ReversesDoneCallbacks: (FUTURES, 35),
    StopsOnceMore: (ANY, 100),
    HoldsDescriptorsBack: (READERS, 70),
    ServesRemovedReaders: (READERS, 28),
    HoldsWritesBack: (WRITERS, 10),
    DropsLastWords: (CONNECTIONS, 100),
    BeginsTooLate: (CONNECTIONS, 170),
    LosesAByte: (CONNECTIONS, 125),
}
"""From which programs, and how many of 1,000 of them the judge must refuse, at least."""
