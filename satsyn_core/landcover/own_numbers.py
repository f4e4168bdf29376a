"""Whose own values the numbers of a land cover are, where nobody names a model and several bundled ones have them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from ..contract.model_card import ModelCard
from ..contract.scheme_library import OWN_VALUES
from .choice_reasons import ModelFit
from .raster import LandCoverRaster
from .value_meaning import Meaning, own_values, shows_other_colours

_MOST_DOUBLINGS = 2
"""Numbers may be those of a model whose pixels are at most four times as large or small: a wider range than that in
which they are supposed to be, so that a part of a map does not get a model that the whole does not get."""


_NEARER = 0.9
"""Doublings by which pixels are nearer to those of one model than to those of any other, if they say whose numbers are:
about a factor of two, by which the models differ."""


def owners(landcover: LandCoverRaster, cards: Iterable[ModelCard], values: Iterable[int]) -> list[ModelCard]:
    """Return the models whose own values all numbers may be, by pixel size and palette."""
    grid, wanted = landcover.grid, set(values)
    return [
        card
        for card in cards
        if grid.crs is not None
        and wanted <= set(own_values(card.scheme))
        and abs(math.log2(grid.pixel_metres / card.ground_sampling_distance)) <= _MOST_DOUBLINGS
        and not shows_other_colours(landcover, card.scheme)
    ]


def mean_the_same(cards: Sequence[ModelCard], values: Sequence[int]) -> bool:
    """Whether numbers have the same classes in all models, as where they are the value for no class alone."""
    return len({_meant(card, values) for card in cards}) < 2


def has_pixels_of_one(landcover: LandCoverRaster, cards: Sequence[ModelCard]) -> bool:
    """Whether the pixels are clearly nearer to those of one of several models: the numbers are likely its own."""
    metres = landcover.grid.pixel_metres
    nearest = sorted(abs(math.log2(metres / card.ground_sampling_distance)) for card in cards)
    return len(nearest) > 1 and nearest[1] - nearest[0] >= _NEARER


def whose_numbers(
    landcover: LandCoverRaster, cards: Sequence[ModelCard], values: Sequence[int], meaning: Meaning
) -> str:
    """Return that bare numbers are values of several models, and how to say whose they are, in sentences.

    Args:
        landcover: with the numbers.
        cards: of the models, the likeliest first.
        values: the numbers.
        meaning: of them to one of the models, with the class schemes that may have them.
    """
    ways = " ".join(f"MODEL={card.name} SCHEME={OWN_VALUES} if {_meant(card, values)}." for card in cards)
    candidates = meaning.recognition.candidates if meaning.recognition is not None else ()
    ids = ", ".join(one.scheme.id for one in candidates if one.has(values))
    others = ", ".join(one.scheme.id for one in candidates if not one.has(values))
    known = f" If they are of a class scheme, name it with SCHEME; {ids} have these values." if ids else ""
    nearly = (
        f' For a class scheme without the values of a few pixels ({others}), set CLASSES to "?=nodata", or to "?=" '
        "and the class of these pixels, beside SCHEME."
        if others
        else ""
    )
    return (
        f"{landcover.name} does not say what its values mean, and several bundled models have all of them. Say whose "
        f"they are: {ways}{known}{nearly} If they mean something else, set MODEL and say it with CLASSES."
    )


def alternatives(landcover: LandCoverRaster, best: ModelFit, cards: Sequence[ModelCard], values: Sequence[int]) -> str:
    """Return which other models have the numbers that are taken as the own values of one, in sentences; or "".

    That they are a model's own says SCHEME, the mark of SatSyn or their pixel size. None is sure to say of which model.
    """
    if not best.meaning.by_own_values:
        return ""
    own = own_values(best.card.scheme)
    taken = [
        value
        for value in values
        if value in own and value not in best.meaning.said_values and best.meaning.shown.get(value) == own[value]
    ]
    others = [card for card in cards if card is not best.card and set(taken) <= set(own_values(card.scheme))]
    others = [card for card in others if _meant(card, taken) != _meant(best.card, taken)]
    if not others:
        return ""
    ways = " ".join(f"MODEL={card.name} SCHEME={OWN_VALUES} if {_meant(card, taken)}." for card in others)
    return (
        f"The values of {landcover.name} are taken as those of {best.card.name}: {_meant(best.card, taken)}. Other "
        f"bundled models have them, too. Set {ways}"
    )


def _meant(card: ModelCard, values: Iterable[int]) -> str:
    """Return the classes of a model by its own values, as "2=land, 3=road"."""
    shown = own_values(card.scheme)
    names = {value: one.index for value, one in shown.items()}
    return ", ".join(
        f"{value}={'nodata' if (index := names[value]) is None else card.scheme.names[index]}"
        for value in sorted(values)
    )
