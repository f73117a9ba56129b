"""Does the ledger speak of everything that the documentation describes?

``objects.toml`` is what the documentation describes, ``unnamed.toml`` is what we leave out and why, and the
clauses name the rest. ``objects`` reads the first, ``table`` lays the three side by side, ``documentation``
holds ``objects.toml`` against the pages themselves. Nothing here asks a loop.
"""
