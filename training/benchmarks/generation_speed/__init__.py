"""The parts of `training.benchmarks.generation`: cases, times, the machine and the table of results."""
