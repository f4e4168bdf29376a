"""The algorithms, one module each, and their common base."""
