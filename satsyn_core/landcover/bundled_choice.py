"""Which bundled generator a land cover suits, where the user names none.

The rule: of the generators into whose classes the land cover can be matched, the one whose pixel size is nearest, in
steps of a factor of two; among equals, the one that loses the fewest of its classes; then the nearer one.
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
from .class_matching import matched
from .raster import LandCoverRaster
from .stated_classes import StatedClasses
from .value_meaning import understand

_DEFAULT_REASON = "the first bundled model"


@dataclass(frozen=True)
class SceneNeeds:
    """What a generator is chosen for.

    Attributes:
        pixel_metres: pixel size of the imagery to be made; None if unknown.
        bands: number of its bands; None for any.
    """

    pixel_metres: float | None
    bands: int | None = None

    @classmethod
    def of(cls, landcover: LandCoverRaster, grid: Grid | None = None) -> SceneNeeds:
        """Return the needs of imagery on a grid, or else on the land cover's own."""
        own = grid or landcover.grid
        return cls(own.pixel_metres if own.crs is not None else None)


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
    losses: int
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
    fits = [fit for path, card in bundled_generators() if (fit := _fit(path, card, landcover, stated, values, needs))]
    if not fits:
        return _nearest(needs, by_size=stated.classes is None)
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


def _fit(
    path: Path,
    card: ModelCard,
    landcover: LandCoverRaster,
    stated: StatedClasses,
    values: Sequence[int],
    needs: SceneNeeds,
) -> _Fit | None:
    if needs.bands is not None and needs.bands != len(card.band_names):
        return None
    try:
        meaning = understand(landcover, card.scheme, stated, values)
    except InputError:
        return None
    if any(value not in meaning.shown for value in values):
        return None
    if path != BUNDLED_MODEL and meaning.by_own_values:
        return None  # bare numbers do not say whose they are
    match = matched(landcover, meaning, dict.fromkeys(values, 1))
    distance = 0.0 if needs.pixel_metres is None else abs(math.log2(needs.pixel_metres / card.ground_sampling_distance))
    return _Fit(card, path, len(match.losses), max(0, math.ceil(distance - 1e-9) - 1), distance)


def _nearest(needs: SceneNeeds, *, by_size: bool) -> BundledChoice:
    """Return the generator to ask further about a land cover that fits none."""
    metres = needs.pixel_metres
    if metres is None or not by_size:
        return BundledChoice(
            BUNDLED_MODEL, _card(BUNDLED_MODEL), f"{_DEFAULT_REASON}, because the land cover fits none"
        )
    path, card = min(bundled_generators(), key=lambda one: abs(math.log2(metres / one[1].ground_sampling_distance)))
    near = f"pixels of {metres:.3g} m are near its {card.ground_sampling_distance:g} m"
    return BundledChoice(path, card, f"because {near}; not all values have a class yet")


def _reason(best: _Fit, fits: Sequence[_Fit], needs: SceneNeeds) -> str:
    if len(fits) == 1:
        return "the only bundled model whose classes the land cover can be matched to"
    if needs.pixel_metres is None:
        return (
            f"{_DEFAULT_REASON}, because the land cover has no pixel size"
            if best.path == BUNDLED_MODEL
            else ("which keeps the most of the land cover's classes apart")
        )
    sizes = f"pixels of {needs.pixel_metres:.3g} m are near its {best.card.ground_sampling_distance:g} m"
    others = [fit for fit in fits if fit is not best and fit.steps == best.steps]
    return f"because {sizes}, and it keeps more of the classes apart" if others else f"because {sizes}"
