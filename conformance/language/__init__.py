"""One notation for spec examples, generated programs and counter-examples.

    main: soon a; at 2 b; spawn t | t: await f; raise | a: resolve f

One line per body, `who: verb args; verb args`; bodies are separated by newlines or `|`. Running a body logs
its name; a name without a body is an empty body. `main` is where a program begins (call_soon, before the
loop runs) and is not logged. A connection is one end of a socket pair, and the program is its peer as well:

    main: connect k; peer_send k 3; on k data p | p: write k 2; peer_take k; close k

`VERBS` is the vocabulary, `python -m conformance.language` prints it, `trace`
lists the tokens.
"""

from conformance.language.canonical import canonical
from conformance.language.generator import Recipe, programs
from conformance.language.grammar import parse, unparse
from conformance.language.interpreter import run
from conformance.language.program import Body, Program, ProgramError, Step, capabilities
from conformance.language.shrink import shrink
from conformance.language.trace import Event, Trace
from conformance.language.verbs import VERBS

__all__ = [
    "VERBS",
    "Body",
    "Event",
    "Program",
    "ProgramError",
    "Recipe",
    "Step",
    "Trace",
    "canonical",
    "capabilities",
    "parse",
    "programs",
    "run",
    "shrink",
    "unparse",
]
