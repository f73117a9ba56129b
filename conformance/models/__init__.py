"""Rule-based machines and monitors written from the clauses: what any loop must show, step by step."""
