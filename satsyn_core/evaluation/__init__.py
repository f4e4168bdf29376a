"""Measuring segmentation models and synthetic imagery.

Of segmentation: `scores`, `calibration` and `intervals` are figures of streamed counts, `segmentation` gathers them
over whole rasters, `places` remembers where it went well and badly, `difference` writes where it differs.
Of imagery: `comparison` says what is compared; `patches` are drawn from real, synthetic and training imagery and
`features` describe them; `distances`, `manifold`, `diversity`, `spectra`, `texture` and `seams` compare them; `copies`
looks for training imagery in the synthetic one, with `matching` over all places and `symmetries`; `imagery` puts all of
it together, and `imagery_measures` is what comes of it.
`plots` and `report` show either as one HTML file.
"""
