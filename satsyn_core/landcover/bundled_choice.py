"""Which bundled generator a land cover suits, where the user names none.

The rule: of the generators into whose classes the land cover can be matched, the one whose pixel size is nearest, in
steps of a factor of two; among equals, the one that keeps the most of its classes apart; then the one with the fewest
stand-ins; then the nearer one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..contract.bundled import BUNDLED_MODEL
from ..contract.errors import InputError
from ..contract.model_card import ModelCard
from ..contract.progress import Reporter
from ..raster.grid import Grid
from .raster import LandCoverRaster
from .stated_classes import StatedClasses
from .value_meaning import Meaning, understand

_DEFAULT_REASON = "the first bundled model"


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
class BundledChoice:
    """A bundled generator.

    Attributes:
        path: of its file.
        card: what the file says of it.
        reason: why it was chosen, in words.
    """

    path: Path
    card: ModelCard
    reason: str

    def sentence(self) -> str:
        """Return the choice and its reason, for the user's log."""
        return f"No MODEL is given: {self.card.name} is taken, {self.reason}."


@dataclass(frozen=True)
class _Fit:
    card: ModelCard
    path: Path
    losses: tuple[int, int]
    steps: int
    distance: float


def choose_bundled(
    landcover: LandCoverRaster, stated: StatedClasses, values: Sequence[int], needs: SceneNeeds
) -> BundledChoice:
    """Return the bundled generator that a land cover suits by the rule of this module.

    Args:
        landcover: open land cover.
        stated: what the user or QGIS states of its values.
        values: that occur.
        needs: of the imagery.

    Raises:
        InputError: an attribute table cannot be understood.
    """
    # The values of the whole, so that a part of a raster gets the model that the whole gets.
    everywhere = sorted({*values, *landcover.sampled_values})
    fits = _fits(landcover, stated, everywhere, needs) or _fits(landcover, stated, values, needs)
    if not fits:
        return _nearest(landcover, stated, values, needs)
    # The first of the models is the default, where no pixel size says more.
    best = fits[0] if needs.pixel_metres is None else min(fits, key=lambda fit: (fit.steps, fit.losses, fit.distance))
    return BundledChoice(best.path, best.card, _reason(best, fits, needs))


def choose_for_scene(
    landcover: LandCoverRaster, stated: StatedClasses, values: Sequence[int], needs: SceneNeeds, reporter: Reporter
) -> Path:
    """Return the file of the bundled generator that a land cover suits, having told the user."""
    choice = choose_bundled(landcover, stated, values, needs)
    reporter.log(choice.sentence())
    return choice.path


def bundled_generators() -> list[tuple[Path, ModelCard]]:
    """Return the bundled generators, the default one first."""
    paths = sorted(BUNDLED_MODEL.parent.glob("*.safetensors"), key=lambda path: (path != BUNDLED_MODEL, path.name))
    cards = [(path, _card(path)) for path in paths]
    return [(path, card) for path, card in cards if card.kind == "generator"]


@cache
def _card(path: Path) -> ModelCard:
    return ModelCard.read(path)


def _fits(landcover: LandCoverRaster, stated: StatedClasses, values: Sequence[int], needs: SceneNeeds) -> list[_Fit]:
    every = (_fit(path, card, landcover, stated, values, needs) for path, card in bundled_generators())
    return [fit for fit in every if fit is not None]


def _fit(
    path: Path,
    card: ModelCard,
    landcover: LandCoverRaster,
    stated: StatedClasses,
    values: Sequence[int],
    needs: SceneNeeds,
) -> _Fit | None:
    if not needs.met_by(card):
        return None
    try:
        meaning = understand(landcover, card.scheme, stated.for_model(card.ground_sampling_distance), values)
    except InputError:
        return None
    if any(value not in meaning.shown for value in values):
        return None
    if path != BUNDLED_MODEL and meaning.by_own_values:
        return None  # bare numbers do not say whose they are
    distance = 0.0 if needs.pixel_metres is None else abs(math.log2(needs.pixel_metres / card.ground_sampling_distance))
    return _Fit(card, path, _losses(meaning, values), max(0, math.ceil(distance - 1e-9) - 1), distance)


def _losses(meaning: Meaning, values: Sequence[int]) -> tuple[int, int]:
    """Return how many classes of a land cover are not told apart by a model, and how many have a stand-in."""
    shown = [meaning.shown[value] for value in values]
    kept = {one.index for one in shown if one.index is not None}
    return len(shown) - len(kept), sum(one.stand_in for one in shown)


def _nearest(
    landcover: LandCoverRaster, stated: StatedClasses, values: Sequence[int], needs: SceneNeeds
) -> BundledChoice:
    """Return the generator to ask further about a land cover that fits none."""
    metres = needs.pixel_metres
    asked = [(path, card) for path, card in bundled_generators() if needs.met_by(card)] or bundled_generators()
    if stated.classes is not None:
        asked = [(path, card) for path, card in asked if _takes(card, landcover, stated, values)]
    if metres is None or not asked:
        return BundledChoice(
            BUNDLED_MODEL, _card(BUNDLED_MODEL), f"{_DEFAULT_REASON}, because the land cover fits none"
        )
    if sum(_could_own(card, values, metres) for _, card in asked) > 1:
        # The same bare numbers are values of several models: none of them may be supposed.
        asked = [(path, card) for path, card in asked if not _supposes(card, landcover, stated, values)]
    path, card = min(asked, key=lambda one: abs(math.log2(metres / one[1].ground_sampling_distance)))
    return BundledChoice(path, card, f"because {_sizes(needs, card)}; not all values have a class yet")


def _takes(card: ModelCard, landcover: LandCoverRaster, stated: StatedClasses, values: Sequence[int]) -> bool:
    """Whether a model has the classes that CLASSES names."""
    try:
        understand(landcover, card.scheme, stated.for_model(card.ground_sampling_distance), values)
    except InputError:
        return False
    return True


def _could_own(card: ModelCard, values: Sequence[int], metres: float) -> bool:
    """Whether all numbers are values of a model whose pixels are at most four times as large or small."""
    return set(values) <= set(card.scheme.values) and abs(math.log2(metres / card.ground_sampling_distance)) <= 2


def _supposes(card: ModelCard, landcover: LandCoverRaster, stated: StatedClasses, values: Sequence[int]) -> bool:
    """Whether bare numbers would be taken as those of a model that nobody named."""
    return understand(landcover, card.scheme, stated.for_model(card.ground_sampling_distance), values).supposed


def _reason(best: _Fit, fits: Sequence[_Fit], needs: SceneNeeds) -> str:
    if len(fits) == 1:
        return "the only bundled model whose classes the land cover can be matched to"
    if needs.pixel_metres is None:
        return (
            f"{_DEFAULT_REASON}, because the land cover has no pixel size"
            if best.path == BUNDLED_MODEL
            else ("which keeps the most of the land cover's classes apart")
        )
    sizes = _sizes(needs, best.card)
    others = [fit for fit in fits if fit is not best and fit.steps == best.steps]
    return f"because {sizes}, and it keeps more of the classes apart" if others else f"because {sizes}"


def _sizes(needs: SceneNeeds, card: ModelCard) -> str:
    metres, own = f"{needs.pixel_metres:.3g} m", f"{card.ground_sampling_distance:.3g} m"
    if needs.buildings:
        return f"of the models with a class for buildings, its pixels of {own} are nearest to {metres}"
    return f"pixels of {metres} are near its {own}"
