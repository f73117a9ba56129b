"""What an event loop costs: workloads that prove their own work, measured by pyperf, with their doubt."""
