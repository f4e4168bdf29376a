"""The tags of the rasters that SatSyn writes: whether imagery is synthetic, and which model made it."""

from __future__ import annotations

from .. import __version__

SYNTHETIC = "SATSYN_SYNTHETIC"
MODEL = "SATSYN_MODEL"
MODEL_DIGEST = "SATSYN_MODEL_DIGEST"
SEED = "SATSYN_SEED"
STYLE = "SATSYN_STYLE"
KEPT = "SATSYN_KEPT"
"""Name of the image that an edit keeps outside its mask."""

VERSION = "SATSYN_VERSION"

DRAWN_VALUES = "SATSYN_DRAWN_VALUES"
"""In temporary rasters of vector land cover: the values of all classes of the layers, also of those not drawn."""

COUNTED_CLASSES = "SATSYN_COUNTED_CLASSES"
"""In temporary rasters of vector land cover: the values count the classes, and are no numbers of the layers."""

WHOLLY, PARTLY, NOT = "YES", "PARTLY", "NO"
"""Values of `SYNTHETIC`: all imagery in the file is generated, or a part of it, or none."""


def synthetic_tags(model: str, digest: str, seed: int, style: str) -> dict[str, str]:
    """Return the tags of synthetic imagery.

    Args:
        model: name of the generator.
        digest: of its file.
        seed: of the imagery.
        style: what the style is, in words.
    """
    return {
        SYNTHETIC: WHOLLY,
        MODEL: model,
        MODEL_DIGEST: digest,
        SEED: str(seed),
        STYLE: style,
        VERSION: __version__,
    }


def real_tags() -> dict[str, str]:
    """Return the tags of real imagery in a training set."""
    return {SYNTHETIC: NOT, VERSION: __version__}


def prediction_tags(model: str, digest: str | None = None) -> dict[str, str]:
    """Return the tags of a raster that a segmentation model made; without `digest` its name alone says which."""
    return {MODEL: model, **({} if digest is None else {MODEL_DIGEST: digest}), VERSION: __version__}
