"""Which bundled generator a land cover suits, where the user names none.

The rule: of the generators into whose classes the land cover can be matched, the one whose pixel size is nearest, in
steps of a factor of two; among equals, the one that keeps the most of its classes apart; then the one with the fewest
stand-ins; then the nearer one. Bare numbers that are values of several models of about the pixel size are those of the
model with clearly the nearest pixels, with a warning; between two models, the user has to say whose they are.
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
from .choice_reasons import ModelFit, SceneNeeds, reason_for, reason_to_ask
from .own_numbers import alternatives, has_pixels_of_one, mean_the_same, owners, whose_numbers
from .raster import LandCoverRaster
from .stated_classes import StatedClasses
from .value_meaning import Meaning, understand


@dataclass(frozen=True)
class BundledChoice:
    """A bundled generator.

    Attributes:
        path: of its file.
        card: what the file says of it.
        reason: why it was chosen, in words.
        problem: what the user has to say before any model can be taken, in sentences; empty if one can.
        warning: what the user should check, in sentences; empty if nothing.
    """

    path: Path
    card: ModelCard
    reason: str
    problem: str = ""
    warning: str = ""

    def sentence(self) -> str:
        """Return the choice and its reason, for the user's log."""
        return f"No MODEL is given: {self.card.name} is taken, {self.reason}."


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
    owned_by = [fit.card for fit in fits if fit.meaning.by_own_values]
    if any(fit.meaning.supposed for fit in fits):
        cards = [card for _, card in bundled_generators() if needs.met_by(card)]
        owned_by = owners(landcover, cards, everywhere)
        is_likely = needs.pixel_metres is not None and has_pixels_of_one(landcover, owned_by)
        if not mean_the_same(owned_by, everywhere) and not is_likely:
            return _unclear(landcover, fits, owned_by, everywhere, needs)
    if not fits:
        return _nearest(landcover, stated, values, needs)
    # The first of the models is the default, where no pixel size says more.
    best = fits[0] if needs.pixel_metres is None else min(fits, key=lambda fit: (fit.steps, fit.losses, fit.distance))
    return BundledChoice(
        best.path, best.card, reason_for(best, fits, needs), warning=alternatives(landcover, best, owned_by, everywhere)
    )


def choose_for_scene(
    landcover: LandCoverRaster, stated: StatedClasses, values: Sequence[int], needs: SceneNeeds, reporter: Reporter
) -> Path:
    """Return the file of the bundled generator that a land cover suits, having told the user.

    Raises:
        InputError: the land cover has bare numbers of several models, or an attribute table cannot be understood.
    """
    choice = choose_bundled(landcover, stated, values, needs)
    if choice.problem:
        raise InputError(choice.problem)
    if values:  # without any, the job stops, and nothing speaks for a model
        reporter.log(choice.sentence())
    if choice.warning:
        reporter.log(choice.warning, "warning")
    return choice.path


def bundled_generators() -> list[tuple[Path, ModelCard]]:
    """Return the bundled generators, the default one first."""
    paths = sorted(BUNDLED_MODEL.parent.glob("*.safetensors"), key=lambda path: (path != BUNDLED_MODEL, path.name))
    cards = [(path, _card(path)) for path in paths]
    return [(path, card) for path, card in cards if card.kind == "generator"]


@cache
def _card(path: Path) -> ModelCard:
    return ModelCard.read(path)


def _fits(
    landcover: LandCoverRaster, stated: StatedClasses, values: Sequence[int], needs: SceneNeeds
) -> list[ModelFit]:
    """Return the generators into whose classes the values can be matched; of these, those that explain the most values.

    A class for the rest makes every model fit, also one that knows none of the values.
    """
    every = (_fit(path, card, landcover, stated, values, needs) for path, card in bundled_generators())
    fits = [fit for fit in every if fit is not None]
    least = min((fit.rest for fit in fits), default=0)
    return [fit for fit in fits if fit.rest == least]


def _fit(
    path: Path,
    card: ModelCard,
    landcover: LandCoverRaster,
    stated: StatedClasses,
    values: Sequence[int],
    needs: SceneNeeds,
) -> ModelFit | None:
    if not needs.met_by(card):
        return None
    try:
        meaning = understand(landcover, card.scheme, stated.for_model(card.ground_sampling_distance), values)
    except InputError:
        return None
    if any(value not in meaning.shown for value in values):
        return None
    distance = 0.0 if needs.pixel_metres is None else _distance(needs.pixel_metres, card)
    steps = max(0, math.ceil(distance - 1e-9) - 1)
    rest = len(meaning.said.rest_values & set(values)) if meaning.said is not None else 0
    return ModelFit(path, card, meaning, rest, _losses(meaning, values), steps, distance)


def _distance(metres: float, card: ModelCard) -> float:
    """Return how often a pixel size has to be doubled or halved to be that of a model."""
    return abs(math.log2(metres / card.ground_sampling_distance))


def _losses(meaning: Meaning, values: Sequence[int]) -> tuple[int, int]:
    """Return how many classes of a land cover are not told apart by a model, and how many have a stand-in."""
    shown = [meaning.shown[value] for value in values]
    kept = {one.index for one in shown if one.index is not None}
    return len(shown) - len(kept), sum(one.stand_in for one in shown)


def _unclear(
    landcover: LandCoverRaster,
    fits: Sequence[ModelFit],
    possible: Sequence[ModelCard],
    values: Sequence[int],
    needs: SceneNeeds,
) -> BundledChoice:
    """Return the generator with the nearest pixels, and that nobody has said whose the land cover's numbers are.

    Where the pixel size is unknown, as of vector layers, it is the first of those in question.
    """
    metres = needs.pixel_metres
    ordered = list(possible) if metres is None else sorted(possible, key=lambda card: _distance(metres, card))
    path = next(path for path, card in bundled_generators() if card is ordered[0])
    reason = reason_to_ask(ordered[0], needs, "nobody has said yet whose values they are")
    return BundledChoice(path, ordered[0], reason, whose_numbers(landcover, ordered, values, fits[0].meaning))


def _nearest(
    landcover: LandCoverRaster, stated: StatedClasses, values: Sequence[int], needs: SceneNeeds
) -> BundledChoice:
    """Return the generator to ask further about a land cover that fits none."""
    suited = [(path, card) for path, card in bundled_generators() if needs.met_by(card)]
    known = suited or bundled_generators()
    asked = known
    if stated.classes is not None:
        asked = [(path, card) for path, card in known if _takes(card, landcover, stated, values)]
    if not asked:
        reason = "the first bundled model, because the land cover fits none"
        return BundledChoice(BUNDLED_MODEL, _card(BUNDLED_MODEL), reason)
    missing = "not all values have a class yet" if suited else "no bundled model has all that is needed"
    path, card = _first(asked, needs)
    by_classes = path != _first(known, needs)[0]
    return BundledChoice(path, card, reason_to_ask(card, needs, missing, by_classes=by_classes))


def _first(models: Sequence[tuple[Path, ModelCard]], needs: SceneNeeds) -> tuple[Path, ModelCard]:
    """Return the model with the nearest pixels, the first one where the pixel size is unknown."""
    metres = needs.pixel_metres
    return models[0] if metres is None else min(models, key=lambda one: _distance(metres, one[1]))


def _takes(card: ModelCard, landcover: LandCoverRaster, stated: StatedClasses, values: Sequence[int]) -> bool:
    """Whether a model has the classes that CLASSES names."""
    try:
        understand(landcover, card.scheme, stated.for_model(card.ground_sampling_distance), values)
    except InputError:
        return False
    return True
