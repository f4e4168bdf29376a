"""Concepts of land cover: what classes of any scheme are, and which class of a model can show them.

The concepts stand in resources/class_concepts.json. A concept lists what it is a kind of ("is") and what else could
stand for it ("stand_in"), each in the order of preference. A class of a model is one concept, by its name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..contract.bundled import RESOURCES
from ..contract.known_scheme import NO_CLASS


@dataclass(frozen=True)
class Concept:
    """What a class of land cover is.

    Attributes:
        name: of the concept.
        words: names that classes of this concept have, in English and German.
        romance_words: those in French and Spanish, which put the noun first: no guess is made by how a name ends.
        model_words: names that only classes of models have for it, because on maps they mean anything.
        kind_of: concepts that include it.
        stand_ins: other concepts that may be shown in its place.
        between_buildings: those that may be shown in its place where buildings are a class of their own, and the
            concept is the ground between them; empty where that makes no difference.
        nodata: why a model without any of them leaves such pixels out; empty if that must be asked.
    """

    name: str
    words: tuple[str, ...]
    romance_words: tuple[str, ...]
    model_words: tuple[str, ...]
    kind_of: tuple[str, ...]
    stand_ins: tuple[str, ...]
    between_buildings: tuple[str, ...]
    nodata: str


@dataclass(frozen=True)
class Shown:
    """How a model shows a concept.

    Attributes:
        index: of the model's class; None for nodata.
        stand_in: whether the class is another thing than the concept.
        reason: why there is no class.
        is_loss: whether ground without a class is meant, and not a value for pixels without ground.
    """

    index: int | None
    stand_in: bool = False
    reason: str = ""
    is_loss: bool = False


@lru_cache(maxsize=1)
def concepts() -> Mapping[str, Concept]:
    """Return all concepts by name."""
    data = json.loads((RESOURCES / "class_concepts.json").read_text(encoding="utf-8"))
    return {
        name: Concept(
            name,
            tuple(item.get("words", ())),
            tuple(item.get("romance_words", ())),
            tuple(item.get("model_words", ())),
            tuple(item.get("is", ())),
            tuple(item.get("stand_in", ())),
            tuple(item.get("between_buildings", ())),
            str(item.get("nodata", "")),
        )
        for name, item in data.items()
    }


def shown_as(concept: str, index_of_concept: Mapping[str, int], *, buildings_apart: bool = False) -> Shown | None:
    """Return how a model shows a concept; None if it cannot.

    Args:
        concept: name.
        index_of_concept: class index of each concept that the model has.
        buildings_apart: whether the land cover has buildings beside its built-up areas.
    """
    if concept in index_of_concept:
        return Shown(index_of_concept[concept])
    known = concepts().get(concept)
    if known is None:
        return None
    for broader in known.kind_of:
        if broader in index_of_concept:
            return Shown(index_of_concept[broader])
    apart = known.between_buildings if buildings_apart else ()
    for other in (*apart, *known.stand_ins):
        if other in index_of_concept:
            return Shown(index_of_concept[other], stand_in=True)
    return Shown(None, reason=known.nodata, is_loss=known.name != NO_CLASS) if known.nodata else None
