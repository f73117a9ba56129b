"""The smallest input that shows a failure, as Hypothesis notes it on the exception, in one line of ours.

Keeps true: a stranger can redo what is shown; what only we can see (fixtures, addresses) is left out.
Deliberately knows nothing of verdicts, and of Hypothesis only the form of its notes.
"""

from __future__ import annotations

import re

from conformance.expect import clean, neutral

_HEADS = ("Failing ", "Falsifying ")
"""How the notes begin, in today's Hypothesis and in older ones."""
_FIXTURES = ("loop", "new_loop", "new_background", "loop_reports", "target")
_STATE = re.compile(r"\bstate\.(?=\w+\()")
_HINT = re.compile(r"  # or any other generated value$")


def smallest(error: BaseException) -> str:
    """The steps of a state machine, or the arguments of a property; empty when nothing was generated."""
    notes = [str(note) for note in getattr(error, "__notes__", ())]
    for place, note in enumerate(notes):
        if note.startswith(_HEADS):
            lines = "\n".join(notes[place:]).splitlines()
            return clean(neutral(_steps(lines) or _arguments(note.splitlines())))
    return ""


def _steps(lines: list[str]) -> str:
    """What was done to ``state``, between its making and its teardown."""
    made = next((n for n, line in enumerate(lines) if line.startswith("state = ")), None)
    if made is None:
        return ""
    done = [line for line in lines[made + 1 :] if "state." in line and line != "state.teardown()"]
    return _STATE.sub("", "; ".join(done)) or "nothing: a new one shows it"


def _arguments(lines: list[str]) -> str:
    """The generated ones: Hypothesis writes each on a line of its own, longer ones on several."""
    given: list[str] = []
    for line in lines[1:-1]:
        text = _HINT.sub("", line).rstrip()
        if text.lstrip().startswith("#"):
            continue  # advice on how far the input may vary
        if line.startswith("    ") and not line.startswith("     "):
            given.append(text.strip())
        elif given:
            given[-1] += text.strip()
    generated = [one for one in given if one.partition("=")[0] not in _FIXTURES]
    return " ".join(generated).removesuffix(",")
