"""Writes: what was noticed, moves, briefs."""
