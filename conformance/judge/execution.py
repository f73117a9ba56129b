"""One execution of a program on the reference, held against a trace and cut off at the first step that
cannot match.

Keeps true: the same answers give the same execution; no thread is started and no real time passes.
Does not know: which answers to try next; that is `search`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from conformance.judge.deviating import DeviatingLoop
from conformance.judge.guess import body_of, called_by, connection_of, guess, told_by
from conformance.judge.injector import Injector
from conformance.language import Event, Program
from conformance.language.connections import Connection
from conformance.language.eagerness import make_eager
from conformance.language.frames import Watcher
from conformance.language.interpreter import Run
from conformance.language.trace import size
from conformance.language.values import mark
from reference_loop import ChoicePoint, VirtualClock
from reference_loop.contracts import READABLE, Poller
from reference_loop.exploring import ExploringReady

TICK = 1.0
"""Seconds, of virtual time."""
HOPS = 12
"""Silent turns after which the reference is at rest; a wake-up through shield() takes four."""


class Deadlock(Exception):
    """The loop would sleep for ever: the execution explains no more of the trace."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that was asked, the answer given, and the state in which it was asked: 0 if the answer was
    told beforehand.
    """

    point: ChoicePoint
    alternatives: int
    answer: int
    state: int


@dataclass(slots=True)
class Execution:
    """What one execution came to: how many tokens it explained, what it had to say next, which choices it
    met.
    """

    program: Program
    tokens: Sequence[str]
    """Tokens of a trace, or its words (`silent`): the words hold an execution to what it asked of the loop,
    too.
    """
    silent: bool
    answers: Sequence[int]
    eager: bool = False
    deviations: frozenset[str] = frozenset()
    explained: int = 0
    said: str | None = None
    choices: list[Choice] = field(default_factory=list[Choice])
    _cut: bool = False
    _pieces: int = 0  # how many bytes of the next token have come already
    _past: int = 0
    _since: int = 0  # the answers since the last event: what the loop decided and does not yet show
    _tasks: set[int] = field(default_factory=set[int])
    _begun: set[int] = field(default_factory=set[int])
    _loop: DeviatingLoop = field(init=False)
    _run: Run = field(init=False)
    _injector: Injector = field(init=False)

    def go(self) -> Execution:
        """Run to the first mismatch or to the end."""
        self._injector = Injector(self._expects, self.choose, self._mismatch)
        clock = _Clock(self._injector)
        self._loop = DeviatingLoop(clock, self, self.deviations)
        if self.eager:
            make_eager(self._loop)
        self._run = Run(
            self.program,
            self._loop,
            TICK,
            helpers=self._injector,
            patience=None,
            hops=HOPS,
            listen=self._hear,
            advance=clock.advance,
        )
        try:
            self._run.trace()
        except Deadlock:
            self._cut = True
        finally:
            self._loop.close()
        return self

    @property
    def explains(self) -> bool:
        """Whether every token was explained and nothing else was said."""
        return self.explained == len(self.tokens) and not self._cut

    def _expected(self) -> str:
        """The token that must come next; empty at the end."""
        return self.tokens[self.explained] if self.explained < len(self.tokens) else ""

    def _expects(self, kind: str, name: str, serial: int) -> bool:
        event = Event(kind, name, serial=serial)
        return self._expected() == self._token(event)

    def choose(self, point: ChoicePoint, alternatives: int, about: Sequence[object] = ()) -> int:
        """Answer as told, then as the trace suggests; questions after the mismatch do not count."""
        if self._cut or self._run.cut:
            return 0
        number = len(self.choices)
        if number < len(self.answers):
            answer, state = self.answers[number], 0
        else:
            answer = guess(point, alternatives, about, self._loop._ready, self._soon)
            state = self._state(point, alternatives)
        self.choices.append(Choice(point, alternatives, answer, state))
        self._since = hash((self._since, point, answer))
        return answer

    def _soon(self, thing: object) -> float | None:
        """Where in the trace the body of `thing` begins; infinity when it does not, None for all else."""
        if isinstance(thing, tuple):  # a descriptor and what it is ready for
            fd, _ = cast("tuple[int, int]", thing)
            thing = self._loop._descriptors._handles.get(fd, {}).get(READABLE)
        told = told_by(thing)
        if told is not None:
            rest = range(self.explained, len(self.tokens))
            return next((place for place in rest if told.fullmatch(self.tokens[place])), math.inf)
        body = self._run.born.get(id(thing)) or body_of(thing)
        if body is None or body[1] in self._begun:
            return None
        event = Event("run", body[0], serial=body[1])
        try:
            return self.tokens.index(self._token(event), self.explained)
        except ValueError:
            return math.inf

    def _hear(self, event: Event) -> None:
        token = self._token(event)
        self._note(event)
        self._since = 0
        if not token or self._cut:
            return
        while token != self._expected() and self._injector.oblige():
            pass
        event = self._with_pieces(event)
        if self._token(event) == self._expected():
            self.explained, self._pieces = self.explained + 1, 0
        elif self._is_piece(event):
            self._pieces = size(event) or 0
        else:
            self._mismatch(token)

    def _token(self, event: Event) -> str:
        return event.word if self.silent else event.token

    def _with_pieces(self, event: Event) -> Event:
        """The event, or a piece of a connection's bytes together with the pieces before it. PROTO-18."""
        count = size(event)
        return event if count is None else replace(event, outcome=f"={self._pieces + count}")

    def _is_piece(self, event: Event) -> bool:
        """Whether the trace has more bytes than these at this place."""
        came, shown = size(event), self._expected().partition("#")[0].rpartition("=")
        return came is not None and shown[0] == f"data:{event.name}" and came < int(shown[2])

    def _mismatch(self, token: str | None = None) -> None:
        self.said, self._cut = token, True
        self._run.abort()

    # -- two executions that meet in one state have the same future

    def _note(self, event: Event) -> None:
        """Callbacks of one name and context are as good as each other: what ran is noted without its
        number.
        """
        if event.kind == "spawn":
            self._tasks.add(event.serial)
        if event.kind == "run":
            self._begun.add(event.serial)
        about = event.serial if event.serial in self._tasks else 0
        self._past = hash((self._past, event.token, event.kind, event.name, event.outcome, about))

    def _state(self, point: ChoicePoint, alternatives: int) -> int:
        loop = self._loop
        number = {id(future): place for place, future in enumerate(self._run.futures)}
        latest = {serial for _, serial in self._run.made.values()}
        ready = tuple(_label(entry, number, latest) for entry in loop._ready)
        timers = tuple(sorted((when, _label(timer, number, latest)) for when, _, timer in loop._timers._heap))
        turn = cast("ExploringReady", loop._ready).batch
        ends = tuple(_end(connection) for connection in self._run.opened if not connection.lost)
        facts = (ready, turn, timers, loop.time(), point, alternatives, self._injector.stages, ends)
        return hash((self._past, self._since, facts))


def _end(connection: Connection) -> tuple[Any, ...]:
    """What is not seen of a connection: where its transport stands."""
    stream = connection.transport
    if stream is None:
        return (connection.name,)
    marks = (stream._state, stream._told, stream._write_end, stream._reads, stream._paused)
    return (connection.name, len(stream._buffer), *marks)


def _label(entry: Any, number: dict[int, int], latest: set[int]) -> tuple[str, str]:
    """What an entry of the queue will do, in words that are the same in every execution."""
    if id(entry) in number:
        return "step", str(number[id(entry)])
    callback, args = called_by(entry)
    if connection := connection_of(entry):
        return str(callback.__name__), f"{connection.name} {connection.serial}"
    context = str(entry._context.get(mark)) if getattr(entry, "_context", None) is not None else ""
    if isinstance(callback, Watcher):
        return "watcher", f"{callback.key} {context}"
    about = [
        str(number.get(id(arg), arg if isinstance(arg, str) else arg in latest))
        for arg in args
        if _plain(arg, number)
    ]
    return str(getattr(callback, "__qualname__", callback.__class__.__name__)), " ".join((*about, context))


def _plain(arg: object, number: dict[int, int]) -> bool:
    return isinstance(arg, (str, int)) or id(arg) in number


class _Clock(VirtualClock):
    """Virtual time in which a thread may speak just before the loop falls asleep, and nobody sleeps for
    ever.
    """

    def __init__(self, injector: Injector) -> None:
        super().__init__()
        self._injector = injector

    def wait(self, poller: Poller, timeout: float | None, outside_pending: bool) -> list[tuple[int, int]]:
        """Let threads speak, report what is readable, or let time pass; real time never does."""
        moved = self._injector.offer()
        events = poller.poll(0)
        if events or moved:
            return events
        if timeout is None:
            if not self._injector.oblige():
                raise Deadlock
        else:
            self.advance(timeout)
        return events
