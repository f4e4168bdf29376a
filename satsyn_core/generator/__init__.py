"""The imagery generator: class indices, a style and noise in, imagery out.

`network` holds the networks and what they are fed; `styles` are the codes that say how a scene looks; `model` is a
trained generator with its description, of the default family (`seamless`) or of the source work's (`spade`), and
`families` loads one from its file. `training` trains it, by a plan of `presets`. `engine_choice` chooses what computes
a block, and `engines` compute it with PyTorch or OpenVINO. Rasters of any size are the subject of
`satsyn_core.generation`.
"""
