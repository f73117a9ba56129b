"""Order, budget and the session that follows them, with no process and no clock but a counted one."""

from __future__ import annotations

import itertools
from dataclasses import replace

from perf import plan, session, stability
from perf.plan import FAST, FULL, Settings, Turn
from perf.results import Gap, Run, Side
from perf.worker import Description
from perf.workloads import load

FEW = Settings(rounds=4, values=1, warmups=0, deadline=1)
ABLE = Description("any", "1.0", frozenset({"threads", "readiness"}))


class Silent:
    """A watcher that keeps what it heard."""

    def __init__(self) -> None:
        self.heard: list[tuple[Turn, int, int]] = []

    def turn(self, turn: Turn, done: int, total: int, spent: float) -> None:
        """Keep it."""
        self.heard.append((turn, done, total))


def _sides(*targets: str) -> dict[Side, frozenset[str]]:
    return session.sides(targets, FEW, lambda target, deadline: replace_name(target))


def replace_name(target: str) -> Description:
    """A description of ``target``, which lacks threads when it is called deaf."""
    words = ABLE.capabilities - ({"threads"} if target == "deaf" else set())
    return Description(target, ABLE.version, words)


def test_sides_alternate() -> None:
    """The sides of a workload follow each other directly, backwards in every other round."""
    order = [
        f"{turn.workload}{turn.side}" for number in range(2) for turn in plan.one_round(number, "xy", "AB")
    ]
    assert order == ["xA", "xB", "yA", "yB", "xB", "xA", "yB", "yA"]


def test_rounds_end() -> None:
    """A session has exactly the asked number of rounds, each visiting every workload on every side."""
    turns = list(plan.turns(4, "xy", "AB"))
    assert [turn.round for turn in turns] == [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4
    assert turns[4:8] == list(plan.one_round(1, "xy", "AB"))


def test_spent_budget_ends_a_session() -> None:
    """Processes start until the budget is spent, also in the middle of a round, and none after that."""
    asked: list[str] = []
    ticks = itertools.count(step=10)

    def measure_one(target: str, name: str, settings: Settings) -> Run | Gap:
        asked.append(name)
        return Run(0, (1.0,), gauges=(1.0,))

    slow, works = replace(FEW, budget=100), [load()["queue"]] * 50
    session.measure(_sides("a", "b"), works, slow, Silent(), measure_one, lambda: float(next(ticks)))
    assert len(asked) == 4  # ten looks at the clock: one at the start, three for each process


def test_fast_fits_a_minute() -> None:
    """The fast settings leave room within a minute for starting, describing and writing."""
    assert FAST.budget <= 55
    assert FULL.rounds >= FAST.rounds >= stability.FEWEST


def test_session_follows_the_plan() -> None:
    """A session runs one process after the other in the planned order, and files each where it belongs."""
    asked: list[tuple[str, str]] = []
    ticks = itertools.count()

    def measure_one(target: str, name: str, settings: Settings) -> Run | Gap:
        asked.append((target, name))
        return Run(0, (1.0,), gauges=(1.0,))

    able, watcher = _sides("a", "b"), Silent()
    works = [load()["queue"], load()["task-spawn"]]
    session.measure(able, works, FEW, watcher, measure_one, lambda: float(next(ticks)))
    names = [work.name for work in works]
    planned = [turn for number in range(4) for turn in plan.one_round(number, names, ["a", "b"])]
    assert asked == [(turn.side, turn.workload) for turn in planned]
    assert watcher.heard == [(turn, i, 16) for i, turn in enumerate(planned)]
    for side in able:
        assert all(sorted(work.series()) == [0, 1, 2, 3] for work in side.work.values())


def test_gap_stops_only_its_own() -> None:
    """After a failure a workload is not tried again on that side, and everything else goes on."""
    asked: list[tuple[str, str]] = []

    def measure_one(target: str, name: str, settings: Settings) -> Run | Gap:
        asked.append((target, name))
        return Gap("failed", "broken") if (target, name) == ("b", "queue") else Run(0, (1.0,), gauges=(1.0,))

    session.measure(_sides("a", "b"), [load()["queue"], load()["task-spawn"]], FEW, Silent(), measure_one)
    counts = {key: asked.count(key) for key in asked}
    assert counts == {("a", "queue"): 4, ("a", "task-spawn"): 4, ("b", "queue"): 1, ("b", "task-spawn"): 4}


def test_inability_is_not_tried() -> None:
    """A workload that needs what a loop lacks is marked unable there, and no process is started for it."""
    asked: list[tuple[str, str]] = []

    def measure_one(target: str, name: str, settings: Settings) -> Run | Gap:
        asked.append((target, name))
        return Run(0, (1.0,), gauges=(1.0,))

    able = _sides("a", "deaf")
    session.measure(able, [load()["thread-wakeup"]], FEW, Silent(), measure_one)
    assert {target for target, _ in asked} == {"a"}
    assert list(able)[1].work["thread-wakeup"].gap == Gap("unable", "the loop lacks threads")


def test_twice_the_same_target() -> None:
    """A loop can be compared with itself: its second side has a label of its own."""
    assert [side.label for side in _sides("a", "a")] == ["a", "a#2"]
