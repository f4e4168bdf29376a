"""Training sets of chips from real and synthetic imagery.

The flow, in the order of the data: `chips` lie in the `scenes`, and `survey` counts their classes; `oversampling` adds
some around rare classes; `ground` says how they lie to each other, `splits` parts them, and `shares` says which become
synthetic: that is the `plan`. `styles` says how these look, `painting` and `synthetic` paint them, `filtering` judges
them; `build` writes all with `chip_files` into a `folder`, which keeps what an interrupted run has done. `description`
tells what the finished set holds, in `manifest`, `footprints` and `stac`; `reading` reads it.
"""
