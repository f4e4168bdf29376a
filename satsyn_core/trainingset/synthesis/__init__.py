"""The synthetic chips of a training set: from a plan to rendered chips.

`styles` gives each version of a chip its style, `versions` lists the versions in the order in which they are rendered,
`synthetic_chips` renders them, and `label_filter` takes away labels that a segmentation network contradicts.
"""
