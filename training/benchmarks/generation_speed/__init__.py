"""The pieces of `benchmark_generation.py`."""
