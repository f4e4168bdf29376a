"""What evaluate-imagery demands of its parameters, whatever the rasters hold: checked before anything is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .errors import InputError
from .wording import counted

if TYPE_CHECKING:
    from .declarations.evaluate_imagery import EvaluateImagery


SMALLEST_PATCH = 32
"""Side of patches in pixels from which an evaluation compares them."""


def can_be_smaller(patch: int) -> bool:
    """Whether advice may propose smaller patches than those of this side in pixels."""
    return patch > SMALLEST_PATCH


def check_evaluation(parameters: EvaluateImagery) -> None:
    """Check parameters of evaluate-imagery.

    Raises:
        InputError: there is nothing to measure, the side of patches is none, or rasters have no land cover.
    """
    imagery, patch = parameters.imagery, parameters.comparison.patch
    if not imagery.synthetic and not imagery.model:
        raise InputError("Give SYNTHETIC, imagery to measure, or MODEL, a generator of imagery to measure.")
    if patch % 4:
        raise InputError(f"PATCH must be a multiple of 4, not {patch}.")
    landcover_of_each(imagery.real, imagery.synthetic or (), imagery.landcover)


def landcover_of_each(
    real: Sequence[str], synthetic: Sequence[str], land_cover: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the land cover of each real raster, and of each synthetic one.

    Args:
        real: rasters.
        synthetic: rasters; there may be none.
        land_cover: a single one for all; or those of the real rasters, then those of the synthetic ones; or those of
            the real rasters alone, which are then those of as many synthetic ones as well.

    Raises:
        InputError: their number is another one.
    """
    together = len(real) + len(synthetic)
    if len(land_cover) == 1:
        return list(land_cover) * len(real), list(land_cover) * len(synthetic)
    if len(land_cover) == together:
        return list(land_cover[: len(real)]), list(land_cover[len(real) :])
    if len(land_cover) == len(real) == len(synthetic):
        return list(land_cover), list(land_cover)
    if not synthetic:
        raise InputError(
            f"REAL has {counted(len(real), 'raster')}, and LANDCOVER {len(land_cover)}: give one land cover for each "
            "raster of REAL, in the same order, or a single one that covers all of them, such as a mosaic."
        )
    raise InputError(
        f"REAL has {counted(len(real), 'raster')}, SYNTHETIC {counted(len(synthetic), 'raster')}, and LANDCOVER "
        f"{len(land_cover)}: give {together} land covers, first one for each raster of REAL, then one for each of "
        "SYNTHETIC, even if that repeats some of them, or a single one that covers all of them, such as a mosaic."
    )
