"""The workloads: one file each, and the folder is the registry. Drop a file in and it is measured.

A file defines ``WORKLOAD``, a perf.workload.Workload whose name is the file's with dashes. Its check must
fail when the loop did less, other, or earlier work than it was asked for.
"""
