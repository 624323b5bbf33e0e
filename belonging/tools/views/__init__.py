"""Pages of connected tools, by noun."""
