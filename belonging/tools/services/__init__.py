"""Writes of connected tools, by noun."""
