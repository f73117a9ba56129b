"""What `tox -e differential` runs."""
