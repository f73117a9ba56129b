"""`python -m conformance.language` prints the verbs; with a program, its trace on asyncio."""

from __future__ import annotations

import asyncio
import sys

from conformance.language import VERBS, ProgramError, parse, run


def main(words: list[str]) -> int:
    """Print the table, or the trace of the program that the words make; return the exit code."""
    if not words:
        for verb in VERBS.values():
            print(f"{verb.usage:18} {verb.meaning}{' (coroutines only)' if verb.waits else ''}")
        return 0
    try:
        print(run(parse(" ".join(words)), asyncio.new_event_loop, tick=0.003))
    except ProgramError as error:
        print(f"not a program: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
