"""Crosswalks: which class of a model shows a class of another scheme, and what is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..contract.class_scheme import UNKNOWN, ClassScheme
from ..contract.known_scheme import KnownClass, KnownScheme
from .class_words import concept_of_model_class, concepts_of, guessed_concepts, word_key
from .concepts import Shown, shown_as


@dataclass(frozen=True)
class ModelClasses:
    """The classes of a model, and how they show those of other schemes.

    Attributes:
        scheme: the model's classes.
        buildings_apart: whether the land cover has buildings beside its built-up areas, which are the ground between
            them then.
    """

    scheme: ClassScheme
    buildings_apart: bool = False

    @cached_property
    def index_of_concept(self) -> dict[str, int]:
        """Class index of each concept that a class of the model is, by its name."""
        found: dict[str, int] = {}
        for index, name in enumerate(self.scheme.names):
            concept = concept_of_model_class(name)
            if concept is not None:
                found.setdefault(concept, index)
        return found

    def of_name(self, name: str) -> Shown | None:
        """Return how the model shows a class with this name; None if the name is unknown or means several classes."""
        own = self.scheme.find(name)
        if own is None:
            own = next((i for i, one in enumerate(self.scheme.names) if word_key(one) == word_key(name)), None)
        return Shown(own) if own is not None else self._of_concepts(concepts_of(name))

    def of_class(self, known: KnownClass) -> Shown | None:
        """Return how the model shows a class of a known scheme; None if that is not known."""
        own = self.scheme.find(known.name)
        if own is not None:
            return Shown(own)
        return self._of_concepts((known.concept,)) if known.concept else self.of_name(known.name)

    def guess(self, name: str) -> int | None:
        """Return the index of the class that a name may mean which is unknown or means several; None without a guess.

        Of several things that a name lists, the first one is most of what is there.
        """
        for concept in concepts_of(name) or guessed_concepts(name):
            shown = shown_as(concept, self.index_of_concept, buildings_apart=self.buildings_apart)
            if shown is not None and shown.index is not None:
                return shown.index
        return None

    def _of_concepts(self, names: Sequence[str]) -> Shown | None:
        each = [shown_as(name, self.index_of_concept, buildings_apart=self.buildings_apart) for name in names]
        first = each[0] if each else None
        if first is None or any(one is None or one.index != first.index for one in each):
            return None
        return first


@dataclass(frozen=True)
class Crosswalk:
    """From a known scheme to a model's classes.

    Attributes:
        source: the known scheme.
        target: the model's classes.
    """

    source: KnownScheme
    target: ModelClasses

    @cached_property
    def shown(self) -> dict[int, Shown]:
        """How the model shows each value of the scheme; values that it cannot show are missing."""
        each = {value: self.target.of_class(one) for value, one in self.source.by_value.items()}
        found = {value: one for value, one in each.items() if one is not None}
        if self.source.unlabelled is not None:
            found.setdefault(self.source.unlabelled, Shown(None, reason="the scheme's value for no class"))
        return found

    def index_of_value(self) -> dict[int, int]:
        """Return class index by value, `UNKNOWN` for nodata."""
        return {value: UNKNOWN if one.index is None else one.index for value, one in self.shown.items()}

    def losses(self, values: Sequence[int] | None = None) -> list[str]:
        """Return what the model cannot show as the scheme has it, in sentences; of some values alone if given."""
        names = {value: one.name for value, one in self.source.by_value.items()}
        shown = {
            value: one for value, one in self.shown.items() if value in names and (values is None or value in values)
        }
        return describe_losses({value: (names[value], one) for value, one in shown.items()}, self.target.scheme)


def describe_losses(shown: dict[int, tuple[str, Shown]], scheme: ClassScheme) -> list[str]:
    """Return what is lost when classes are shown by a model's: merged ones, stand-ins, and those left out.

    Args:
        shown: name and how it is shown, by value.
        scheme: the model's classes.
    """
    sentences = []
    for index, own in enumerate(scheme.names):
        merged = list(dict.fromkeys(name for name, one in shown.values() if one.index == index and not one.stand_in))
        if len(merged) > 1:
            sentences.append(f"{_listed(merged)} become one class, {own}.")
        sentences += [
            f"{own} stands in for {name}." for name, one in shown.values() if one == Shown(index, stand_in=True)
        ]
    left_out = [(name, one) for name, one in shown.values() if one.index is None and one.is_loss]
    sentences += [f"{name} is left out as nodata: {one.reason}." for name, one in left_out]
    return list(dict.fromkeys(sentences))


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
