"""Land-cover segmentation of imagery: scenes in, a trained network out; imagery in, land cover out.

`data` says which scenes are for training, validation and test, and `crops` draws crops of them that `augmentation`
varies. `architecture` builds the network, `losses` score it, `training` trains it, and `fit` does all of this for a
job. `model` is the trained network with its description. `prediction` runs it over a raster window by window, and
`prediction_writer` writes the land cover.
"""
