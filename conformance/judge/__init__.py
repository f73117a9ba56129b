"""The judge: is a trace legal? It knows the reference loop, as one of only three places that do.

`judge` searches; `examine` asks the monitors first, so that what breaks a clause is called broken by its id.
"""

from conformance.judge.examine import Ruling, examine
from conformance.judge.search import BUDGET, Judgement, judge

__all__ = ["BUDGET", "Judgement", "Ruling", "examine", "judge"]
