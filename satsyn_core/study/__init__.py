"""The study: does synthetic imagery help? It builds training sets and trains on them, cell by cell.

It has no modules yet; it stands between `trainingset` and `jobs`.
"""
