"""Records in; verdict, pages and exit code out. It runs nothing and knows no loop."""
