"""Recipes of the bundled models, experiments and benchmarks: scripts over `satsyn_core`.

Each runs from the root of the repository, as `python -m training.recipes.train_urban_vhr`.
"""
