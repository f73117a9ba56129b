"""Monitors of futures and their done callbacks: one predicate per clause, over a trace alone.

Keeps true: a monitor says why its clause is broken, or None. Does not know: loops, the reference included.
"""

from __future__ import annotations

from collections import defaultdict

from conformance.clause import clause
from conformance.models.monitors_seen import Seen

ASKS = ("probe", "await", "shield")


def _done_when_settled(seen: Seen, tasks: bool) -> str | None:
    for place, event in seen.of("probe"):
        if not event.serial or seen.is_task(event.serial) != tasks or seen.veiled(event.serial):
            continue
        if seen.kind(event.serial) not in ("", "spawn"):
            continue
        pending = event.outcome == "=pending"
        if "?" in event.outcome or pending == seen.done_before(event.serial, place):
            return f"{event.token}, while it was {'' if pending else 'not '}done"
    return None


@clause("FUT-01")
def done_when_settled(seen: Seen) -> str | None:
    """A future is pending exactly until a result or exception is set or it is cancelled."""
    return _done_when_settled(seen, tasks=False)


@clause("TASK-03")
def done_when_ended(seen: Seen) -> str | None:
    """A task is pending exactly until its coroutine has ended."""
    return _done_when_settled(seen, tasks=True)


def _outcome_kept(seen: Seen, kind: str) -> str | None:
    """Whoever asks a future settled by `kind` gets that outcome; one who awaits may be cancelled himself."""
    for place, event in seen.of(*ASKS):
        settled = seen.settled.get(event.serial)
        if settled is None or settled > place or seen.events[settled].kind != kind:
            continue
        outcome = seen.events[settled].outcome
        if event.outcome != outcome and not (
            event.kind != "probe" and event.outcome.startswith("!cancelled")
        ):
            return f"{event.token}, but it was settled with {outcome}"
    return None


@clause("FUT-03")
def result_kept(seen: Seen) -> str | None:
    """The identical result, each time it is asked for."""
    return _outcome_kept(seen, "resolve")


@clause("FUT-04")
def exception_kept(seen: Seen) -> str | None:
    """The identical exception, each time it is asked for."""
    return _outcome_kept(seen, "reject")


@clause("FUT-05")
def cancelled_kept(seen: Seen) -> str | None:
    """A cancelled future raises CancelledError."""
    for place, event in seen.of(*ASKS):
        settled = seen.settled.get(event.serial)
        if settled is None or settled > place or seen.events[settled].kind != "cancel":
            continue
        if not event.outcome.startswith("!cancelled"):
            return f"{event.token}, but it was cancelled"
    return None


@clause("FUT-08")
def settled_once(seen: Seen) -> str | None:
    """set_result and set_exception are refused, with InvalidStateError, exactly when the future is done."""
    numbers = {
        event.name: event.serial for _, event in seen.of("resolve", "reject", "cancel") if event.serial
    }
    for place, event in seen.of("resolve", "reject"):
        number = numbers.get(event.name)
        if number is None or seen.is_task(number) or seen.veiled(number):
            continue
        done = seen.done_before(number, place)
        if event.silent == done or (done and event.outcome != "!InvalidStateError"):
            return (
                f"{event.kind} {event.name} was {'allowed' if event.silent else event.outcome}, done={done}"
            )
    return None


@clause("TASK-08")
def tasks_own_outcome(seen: Seen) -> str | None:
    """A task refuses set_result and set_exception."""
    for _, event in seen.of("resolve", "reject"):
        if event.silent and seen.is_task(event.serial):
            return f"{event.kind} of task {event.name} was allowed"
    return None


@clause("FUT-09")
def cancel_pending(seen: Seen) -> str | None:
    """cancel() on a pending future returns True."""
    return _cancel_answers(seen, tasks=False, done=False)


@clause("FUT-10")
def cancel_done(seen: Seen) -> str | None:
    """cancel() on a done future returns False."""
    return _cancel_answers(seen, tasks=False, done=True)


@clause("CANCEL-01")
def cancel_running(seen: Seen) -> str | None:
    """cancel() on a task that is not done returns True."""
    return _cancel_answers(seen, tasks=True, done=False)


@clause("CANCEL-02")
def cancel_ended(seen: Seen) -> str | None:
    """cancel() on a done task returns False."""
    return _cancel_answers(seen, tasks=True, done=True)


def _cancel_answers(seen: Seen, *, tasks: bool, done: bool) -> str | None:
    for place, event in seen.of("cancel"):
        if (
            not event.outcome.startswith("=")
            or seen.is_task(event.serial) != tasks
            or seen.veiled(event.serial)
        ):
            continue
        if seen.done_before(event.serial, place) == done and event.outcome != f"={not done}":
            return f"{event.token} of {'a done' if done else 'a pending'} one"
    return None


# -- done callbacks. `when` events carry the number of the registration, and that of the future as `about`.


def _removed(seen: Seen) -> set[int]:
    """Registrations that remove_done_callback took back: all of that body on that future, while it was
    pending.
    """
    removed: set[int] = set()
    for place, event in seen.of("unwhen"):
        if event.serial and not seen.done_before(event.serial, place):
            removed |= {
                other.serial
                for other_place, other in seen.of("when")
                if other_place < place and other.about == event.serial and other.name == event.detail
            }
    return removed


def _callbacks_once(seen: Seen, tasks: bool) -> str | None:
    removed = _removed(seen)
    for _, event in seen.of("when"):
        if not event.serial or seen.is_task(event.about) != tasks or seen.veiled(event.about):
            continue
        runs = seen.runs.get(event.serial, [])
        done = seen.done(event.about)
        expected = 0 if done is None or event.serial in removed else 1
        if len(runs) != expected:
            return f"done callback {event.name} ran {len(runs)} times instead of {expected}"
        if runs and done is not None and runs[0] < max(done, seen.end_of_caller(done)):
            return f"done callback {event.name} ran before what made the future done had ended"
    return None


@clause("FUT-13")
def callbacks_later(seen: Seen) -> str | None:
    """A done callback does not run before the callback that settled the future has ended."""
    for _, event in seen.of("when"):
        done, run = seen.done(event.about), seen.first_run(event.serial) if event.serial else None
        if seen.is_task(event.about) or seen.veiled(event.about) or run is None:
            continue
        if done is None or run < max(done, seen.end_of_caller(done)):
            return (
                f"done callback {event.name} ran from inside the call that settled the future, or with none"
            )
    return None


@clause("FUT-15")
def callbacks_once(seen: Seen) -> str | None:
    """Each done callback runs exactly once for each time it was added to a future that became done."""
    return _callbacks_once(seen, tasks=False)


@clause("TASK-15")
def task_callbacks_once(seen: Seen) -> str | None:
    """Done callbacks of a task run exactly once, after it is done."""
    return _callbacks_once(seen, tasks=True)


@clause("FUT-16")
def callbacks_in_order(seen: Seen) -> str | None:
    """Done callbacks of a future run in the order in which they were added."""
    return _callbacks_in_order(seen, tasks=False)


@clause("TASK-16")
def task_callbacks_in_order(seen: Seen) -> str | None:
    """Done callbacks of a task run in the order in which they were added."""
    return _callbacks_in_order(seen, tasks=True)


def _callbacks_in_order(seen: Seen, tasks: bool) -> str | None:
    added: dict[int, list[int]] = defaultdict(list)
    for _, event in seen.of("when"):
        run = seen.first_run(event.serial) if event.serial else None
        if run is not None and seen.is_task(event.about) == tasks:
            added[event.about].append(run)
    for runs in added.values():
        if runs != sorted(runs):
            return f"done callbacks ran in the order {' '.join(seen.show(run) for run in sorted(runs))}"
    return None


@clause("FUT-17")
def callback_of_done(seen: Seen) -> str | None:
    """A callback added to a done future does not run before the callback that added it has ended."""
    for place, event in seen.of("when"):
        run = seen.first_run(event.serial) if event.serial else None
        if run is not None and run < seen.end_of_caller(place):
            return f"done callback {event.name} ran before the callback that added it had ended"
    return None


@clause("FUT-19")
def callbacks_removed(seen: Seen) -> str | None:
    """remove_done_callback returns how many additions it took back: none from a done future."""
    there: dict[tuple[int, str], int] = defaultdict(int)
    for place, event in seen.of("when", "unwhen"):
        key = (event.about, event.name) if event.kind == "when" else (event.serial, event.detail)
        if not key[0] or seen.veiled(key[0]):
            continue
        if seen.done_before(key[0], place):
            there[key] = 0
        elif event.kind == "when":
            there[key] += 1
        if event.kind == "unwhen" and event.outcome != f"={there.pop(key, 0)}":
            return f"{event.token}, which is not how many {event.detail} there were"
    return None


@clause("FUT-23")
def done_future_at_once(seen: Seen) -> str | None:
    """await on a done future goes on without letting anyone else run."""
    for place, event in seen.of("waits"):
        if event.detail != "await" or not seen.done_before(event.serial, place) or seen.is_task(event.serial):
            continue
        after = [other for other in seen.events[place + 1 :] if other.kind not in ("call", "return")]
        if after and after[0].by != event.by:
            return (
                f"{after[0].token or after[0].kind} came in between an await of {event.name}, which was done"
            )
    return None
