"""The generator of the source work (Le et al. 2023), rebuilt from the papers it rests on, to compare with.

SPADE (Park et al. 2019) with its variational image encoder and the two-scale patch discriminator of pix2pixHD (Wang et
al. 2018), spectral normalisation (Miyato et al. 2018) and the diversity loss of DSGAN (Yang et al. 2019). What the
source work has in common with its authors' other choices stays as published; where it could not work for any raster
(a class without a channel, a style drawn anew for every chip) the docstrings say what differs.
"""
