"""The proof of the exam: the suite itself on trial."""
