"""The soak: one loop, kept busy for minutes by everything at once, with faults, and looked at for leaks.

Keeps true: each round is the work of a seed that is told, so that it can be had again; what a round leaves
behind (tasks, descriptors, threads) is named at once; memory is judged by what it was after the warm-up.
Deliberately knows no clause: what it finds is a reason to look, not a verdict.
"""

from conformance.soak.marathon import Found, Heard, Line, Mass, Sizes, Soak

__all__ = ["Found", "Heard", "Line", "Mass", "Sizes", "Soak"]
