"""The tags of the rasters that SatSyn writes: whether imagery is synthetic, and which model made it."""

from __future__ import annotations

from collections.abc import Mapping

from .. import __version__

SYNTHETIC = "SATSYN_SYNTHETIC"
MODEL = "SATSYN_MODEL"
MODEL_DIGEST = "SATSYN_MODEL_DIGEST"
SEED = "SATSYN_SEED"
STYLE = "SATSYN_STYLE"
KEPT = "SATSYN_KEPT"
"""Name of the image that an edit keeps outside its mask."""

VERSION = "SATSYN_VERSION"

PERCENT = ", percent"
"""End of the description of a band that has the probability of a class, and no classes."""

BESIDE = "SATSYN_BESIDE"
"""Marks the `.aux.xml` that SatSyn writes beside a raster, in a domain of its own: it is no tag of the raster."""

DRAWN_VALUES = "SATSYN_DRAWN_VALUES"
"""In temporary rasters of vector land cover: the values of all classes of the layers, also of those not drawn."""

COUNTED_CLASSES = "SATSYN_COUNTED_CLASSES"
"""In temporary rasters of vector land cover: the values count the classes, and are no numbers of the layers. "YES", and
"3=18" for each class that the layers call by a number: here value 3 for class 18."""

WORD_FIELDS = "SATSYN_WORD_FIELDS"
"""In temporary rasters of vector land cover: a JSON list of the layers' fields that hold words for classes, too, and
do not count."""

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


def marks_of_synthetic(tags: Mapping[str, str]) -> dict[str, str]:
    """Return those of a raster's tags that mark imagery as generated, wholly or in part; empty for other imagery."""
    if tags.get(SYNTHETIC) not in (WHOLLY, PARTLY):
        return {}
    return {name: tags[name] for name in (SYNTHETIC, MODEL, MODEL_DIGEST, SEED, STYLE, KEPT) if name in tags}


def tags_of_given_imagery(marks: Mapping[str, str]) -> dict[str, str]:
    """Return the tags of imagery of the user's in a training set: real, or with the marks that it has already."""
    return {SYNTHETIC: NOT, **marks, VERSION: __version__}


def prediction_tags(model: str, digest: str | None = None) -> dict[str, str]:
    """Return the tags of a raster that a segmentation model made; without `digest` its name alone says which."""
    return {MODEL: model, **({} if digest is None else {MODEL_DIGEST: digest}), VERSION: __version__}
