"""Real programs on the loops under test; pytest, from the root of the project, runs them."""
