"""What carries bytes between a protocol and a descriptor, one module for each kind."""
