"""Pure text: where words stand, what an edit moved, whether what is said of a text holds.

Imports nothing of ours: programs guard with it, metrics measure with it.
"""
