"""The differential: the same programs on several loops, every trace judged, every finding kept with its
ruling.
"""

from conformance.differential.campaign import Finding, Tally, run_campaign

__all__ = ["Finding", "Tally", "run_campaign"]
