"""The own test suites of published programs, run on one loop after another, and what comes out otherwise.

In reading order: ``catalogue`` (which suites, how), ``workshop`` (fetched and installed), ``plugin`` (inside
the suite's own process: which loop it runs on, what came of each test), ``running`` (one run, from outside),
``comparing`` (three runs, one answer), ``__main__`` (the command).
"""
