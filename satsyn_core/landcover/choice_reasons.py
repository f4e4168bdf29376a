"""What a bundled generator is chosen for, how it suits a land cover, and in words why it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..contract.bundled import BUNDLED_MODEL
from ..contract.model_card import ModelCard
from ..raster.grid import Grid
from .raster import LandCoverRaster
from .value_meaning import Meaning

_NEAR = 2.001
"""Pixels are near those of a model up to twice as large or small; pixel sizes in degrees are rounded."""


@dataclass(frozen=True)
class SceneNeeds:
    """What a generator is chosen for.

    Attributes:
        pixel_metres: pixel size of the imagery to be made; None if unknown.
        bands: number of its bands; None for any.
        buildings: whether it needs a class for building footprints.
    """

    pixel_metres: float | None
    bands: int | None = None
    buildings: bool = False

    @classmethod
    def of(cls, landcover: LandCoverRaster, grid: Grid | None = None, *, buildings: bool = False) -> SceneNeeds:
        """Return the needs of imagery on a grid, or else on the land cover's own."""
        own = grid or landcover.grid
        return cls(own.pixel_metres if own.crs is not None else None, buildings=buildings)

    def met_by(self, card: ModelCard) -> bool:
        """Return whether a model has the bands, and the class for buildings."""
        has_bands = self.bands is None or self.bands == len(card.band_names)
        return has_bands and (not self.buildings or card.scheme.building_index is not None)


@dataclass(frozen=True)
class ModelFit:
    """A bundled generator into whose classes a land cover can be matched.

    Attributes:
        path: of its file.
        card: what the file says of it.
        meaning: of the land cover's values to it.
        rest: number of values that have a class by "?=" in CLASSES alone.
        losses: how many of its classes are not told apart, and how many have a stand-in.
        steps: factors of two, beyond the first, between its pixel size and the wanted one.
        distance: binary logarithm of the factor between the two.
    """

    path: Path
    card: ModelCard
    meaning: Meaning
    rest: int
    losses: tuple[int, int]
    steps: int
    distance: float


def reason_for(best: ModelFit, fits: Sequence[ModelFit], needs: SceneNeeds) -> str:
    """Return why the best of the generators that fit is taken, in words."""
    if len(fits) == 1:
        return _only(best, needs)
    if needs.pixel_metres is None:
        if best.path == BUNDLED_MODEL:
            return "the first bundled model, because the land cover has no pixel size"
        return "the first bundled model that fits, because the land cover has no pixel size"
    return f"because {_of_those(needs, _comparison(best, fits, needs.pixel_metres))}"


def reason_to_ask(card: ModelCard, needs: SceneNeeds, missing: str, *, by_classes: bool = False) -> str:
    """Return why a land cover that fits no generator is asked about the classes of this one, in words.

    Args:
        card: of the generator with the nearest pixel size; of the first one where that is unknown.
        needs: of the imagery.
        missing: why none fits, in words.
        by_classes: whether another one would be asked about without CLASSES, as it lacks a class that CLASSES names.
    """
    if needs.pixel_metres is None:
        if by_classes:
            return f"the first bundled model with the classes that CLASSES names; {missing}"
        return f"the first bundled model in question; {missing}"
    sizes = _sizes(needs.pixel_metres, card)
    if by_classes:
        sizes = f"of the models with the classes that CLASSES names, {sizes}"
    return f"because {_of_those(needs, sizes)}; {missing}"


def _only(fit: ModelFit, needs: SceneNeeds) -> str:
    if fit.meaning.supposed:
        return "the only bundled model of about the land cover's pixel size whose own values its numbers can be"
    if needs.bands is not None:
        return f"the only bundled model of {needs.bands} bands whose classes the land cover can be matched to"
    if needs.buildings:
        return "the only bundled model with a class for buildings whose classes the land cover can be matched to"
    return "the only bundled model whose classes the land cover can be matched to"


def _comparison(best: ModelFit, fits: Sequence[ModelFit], metres: float) -> str:
    """Return in what the best of several generators is better than the second best, in words."""
    rivals = [fit for fit in fits if fit is not best and fit.steps == best.steps]
    if not rivals:
        return _sizes(metres, best.card)
    second = min(rivals, key=lambda fit: (fit.losses, fit.distance))
    wanted, own = _shown(metres), _shown(best.card.ground_sampling_distance)
    if second.losses == best.losses:
        return f"its pixels of {own} are nearest to {wanted} among the models that keep the classes apart as well"
    near = _sizes(metres, best.card) if not best.steps else f"its pixels of {own} are about as near to {wanted} as any"
    if second.losses[0] > best.losses[0]:
        return f"{near}, and it keeps more of the classes apart"
    return f"{near}, and fewer classes have a stand-in"


def _of_those(needs: SceneNeeds, text: str) -> str:
    return f"of the models with a class for buildings, {text}" if needs.buildings else text


def _sizes(metres: float, card: ModelCard) -> str:
    """Return how a pixel size is to that of a generator, of which no other one in question has a nearer."""
    own = card.ground_sampling_distance
    factor = max(metres / own, own / metres)
    if factor <= _NEAR:
        return f"pixels of {_shown(metres)} are near its {_shown(own)}"
    times = f"{factor:.0f}" if factor >= 10 else f"{factor:.2g}"
    if metres > own:
        return f"its pixels of {_shown(own)} are the nearest to {_shown(metres)}, though {times} times smaller"
    return f"its pixels of {_shown(own)} are the nearest to {_shown(metres)}, though {times} times larger"


def _shown(metres: float) -> str:
    return f"{metres:.3g} m"
