"""How steps compose: one technique a file, one registry."""
