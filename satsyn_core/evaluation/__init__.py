"""Evaluation of segmentation models and of synthetic imagery.

`segmentation` scores a model's predictions against true land cover. `imagery` compares synthetic with real imagery, and
uses the scores to measure whether synthetic imagery shows its land cover. `reports` writes the results of both, and of
a generator's training, as one HTML file each.
"""
