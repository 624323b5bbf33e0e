"""What operators ask: whether everything runs, and how much of it."""
