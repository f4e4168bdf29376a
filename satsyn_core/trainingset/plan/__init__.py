"""Which chips a training set has: from the scenes to a `SetPlan`.

`chips` cuts scenes into chips, `class_counts` and `oversampling` find the rare classes, `footprints` says which chips
share an area, `splits` divides them into training, validation and test, and `mixture` chooses those that become
synthetic. `make_plan` does all of it.
"""
