"""The imagery generator: network, style codes, training and block-wise synthesis.

The flow, in the order of the data: `label_features` (what the network is told of the land cover) and `noise` feed
`network`;
`codes` and `encoder` supply its style; `discriminator`, `losses`, `scenes` and `training` fit it; `model` is the
trained whole in its
file; `engine` runs it on one block and `synthesis` on a raster of any size.
"""
