"""Embedded models: which there are, where they lie, how they are pulled and run."""
