"""Runs of programs over examples: kept as they go, resumed, scored anew, and capped."""
