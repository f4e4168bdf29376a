"""How good a generator is, and what may improve it: evaluation networks, measurements, selections, sample sheets."""
