"""Results in, one HTML file out.

Each kind of report has a module: `imagery`, `segmentation` and, for the training of a generator, `training`. It turns
results into figures (`plots`) and pictures (`pictures`); `html` fills its template with them and writes one file that
needs no other.
"""
