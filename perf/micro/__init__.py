"""The workloads as pytest-benchmark guards, in-process: quick to compare before and after a change."""
