"""Land-cover segmentation of imagery: training a network, and predicting with it.

The flow, in the order of the data: `layout` puts scenes where random crops are cheap, `crops` draws them and
`augmentation` varies them; `architecture` builds the network, `losses` say what it learns, `training` fits it; `model`
is the trained whole in its file; `prediction` runs it over a raster of any size.
"""
