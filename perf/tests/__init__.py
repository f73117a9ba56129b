"""The proof of the benchmarks: liars, crashes, hangs and noise are caught, and order is what plan.py says."""
