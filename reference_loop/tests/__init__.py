"""What the exam of `conformance` cannot see from outside: tables, laws of the parts, the package's shape."""
