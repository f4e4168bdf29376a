"""Chips in, a finished training set out.

`write_chips` writes real and synthetic chips in parallel into a `work_folder` that a later run can resume;
`chip_files` are the rasters of one chip. `description` writes what says of the set: the `manifest`, the
`footprint_layer`, and the `stac` items.
"""
