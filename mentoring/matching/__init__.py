"""Who mentors whom, in plain Python: people and rules in, pairs with their reasons out. No Django, no clock, seeded."""
