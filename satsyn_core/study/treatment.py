"""A treatment: what a segmentation network is trained on. With a seed, it is one cell of a study."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from ..contract.errors import InputError
from ..segmentation.augmentation import NO_AUGMENTATION, Augmentation

REAL, SYNTHETIC, REPLACE, ADD = MIXES = ("real", "synthetic", "replace", "add")
STYLES = ("random", "encoded")
OWN, WARPED, RECOMPOSED, OTHER = LAND_COVERS = ("own", "warped", "recomposed", "other")

AUGMENTATIONS = {
    "none": NO_AUGMENTATION,
    "ordinary": Augmentation(),
    "strong": Augmentation(scale=0.5, gain=0.3, offset=0.4),
}
"""What crops are varied by: `ordinary` is the default of Train/evaluate segmentation, `strong` about twice as much."""


@dataclass(frozen=True)
class Treatment:
    """What a network is trained on.

    Attributes:
        mix: "real" only, "synthetic" only, "replace" real chips by their synthetic versions, or "add" these to them.
        percent: synthetic chips in percent of the real ones of the share; 0 for "real".
        share: real training chips that are used, in percent.
        generator: name of the generator in the study file; empty for "real".
        style: "random", or "encoded" from the real training chips.
        landcover: of the synthetic chips. "own" is that of the real chips, "warped" distorts it, and "recomposed" lays
            classes of one chip on another, rare ones most often: both make new layouts. "other" is the land cover of
            training chips outside the share, whose imagery the network does not see.
        filtered: whether labels are left out that the imagery does not show (FreeMask).
        hard: whether masks that are hard to predict get more of the synthetic chips (FreeMask).
        augmentation: name in `AUGMENTATIONS`.
        steps: training steps, as a multiple of the study's.
        bands: of the imagery to train on, from 1; empty means all.
        real_crops: training crops that show real chips, in percent; 0 draws from all chips alike.
        real_last: steps at the end that show real chips alone, in percent.
        real_statistics: whether real and synthetic crops are normalised apart by the network; needs `real_crops`.
    """

    mix: str = REAL
    percent: float = 0.0
    share: float = 100.0
    generator: str = ""
    style: str = "random"
    landcover: str = "own"
    filtered: bool = False
    hard: bool = False
    augmentation: str = "ordinary"
    steps: float = 1.0
    bands: tuple[int, ...] = ()
    real_crops: float = 0.0
    real_last: float = 0.0
    real_statistics: bool = False

    @property
    def has_synthetic(self) -> bool:
        """Whether any chip is synthetic."""
        return self.mix != REAL

    @property
    def needs_real_model(self) -> bool:
        """Whether a network that was trained on the same real chips has to come first."""
        return self.filtered or self.hard

    @property
    def versions(self) -> int:
        """Synthetic versions of a chip that have to be there."""
        if self.landcover == OTHER:
            return 1
        most = math.ceil(self.percent / 100)
        return 2 * most if self.hard else most

    @property
    def control(self) -> Treatment:
        """The network that is trained on the same real chips alone, with ordinary augmentation."""
        return Treatment(share=self.share, bands=self.bands)

    def normalised(self) -> Treatment:
        """Return the treatment without choices that have no effect: real chips alone need no generator."""
        if self.has_synthetic:
            return self
        plain = Treatment()
        return replace(self, **{name: getattr(plain, name) for name in OF_SYNTHESIS})

    @property
    def label(self) -> str:
        """What it is in a few words, as "add 200 %, 10 % of the real data"."""
        parts = [self.mixture_label]
        if self.share < 100:
            parts.append(f"{self.share:g} % of the real data")
        if self.augmentation != "ordinary":
            parts.append(f"{self.augmentation} augmentation")
        if self.steps != 1:
            parts.append(f"{self.steps:g} x steps")
        if self.bands:
            parts.append(f"bands {' '.join(map(str, self.bands))}")
        return ", ".join(parts)

    @property
    def mixture_label(self) -> str:
        """The mixture and how its chips are made, without what real chips alone may differ in."""
        if not self.has_synthetic:
            return "real only"
        names = {SYNTHETIC: "synthetic only", REPLACE: "replace", ADD: "add"}
        parts = [f"{names[self.mix]} {self.percent:g} %"]
        if self.style != "random":
            parts.append(f"{self.style} styles")
        if self.landcover != OWN:
            parts.append("land cover of other places" if self.landcover == OTHER else f"{self.landcover} land cover")
        if self.real_crops:
            parts.append(f"{self.real_crops:g} % of the crops real")
        if self.real_last:
            parts.append(f"real alone in the last {self.real_last:g} % of the steps")
        rules = (("normalised apart", self.real_statistics), ("filtered", self.filtered), ("hard masks", self.hard))
        parts += [word for word, chosen in rules if chosen]
        if self.generator and self.generator != DEFAULT_GENERATOR:
            parts.append(self.generator)
        return ", ".join(parts)

    def to_json(self) -> dict[str, Any]:
        """Return the treatment as JSON-compatible values."""
        values = {**{field.name: getattr(self, field.name) for field in fields(self)}, "bands": list(self.bands)}
        return {name: value for name, value in values.items() if value or name not in _LATER}

    def check(self) -> None:
        """Check that the values fit each other.

        Raises:
            InputError: with what is wrong and how to put it right.
        """
        _require_one_of("mix", self.mix, MIXES)
        _require_one_of("style", self.style, STYLES)
        _require_one_of("landcover", self.landcover, LAND_COVERS)
        _require_one_of("augmentation", self.augmentation, tuple(AUGMENTATIONS))
        _require_between("share", self.share, 0, 100)
        _require_between("steps", self.steps, 0, 100)
        if self.has_synthetic:
            _require_between("percent", self.percent, 0, 1000)
        if self.mix == REPLACE and self.percent >= 100:
            raise InputError(
                f"mix replace with percent {self.percent:g} leaves no real chip: write mix synthetic, or a percent "
                "below 100."
            )
        if self.landcover in (WARPED, RECOMPOSED) and self.style != "random":
            raise InputError(
                f"landcover {self.landcover} needs style random: a style is encoded with the land cover of the image."
            )
        self._check_real_rules()
        if self.needs_real_model and self.bands:
            raise InputError("filtered and hard need all bands of the imagery: leave bands out.")
        if self.hard and self.mix == REPLACE:
            raise InputError("hard goes with mix add or synthetic: a replaced chip has one version.")
        if self.landcover != OWN and self.mix == REPLACE:
            raise InputError(
                f"landcover {self.landcover} goes with mix add or synthetic: such a chip replaces no real one."
            )
        if self.landcover == OTHER:
            self._check_other()

    def _check_real_rules(self) -> None:
        if self.real_statistics and not self.real_crops:
            raise InputError("real_statistics needs real_crops: give the share of the crops that show real chips.")
        for name in ("real_crops", "real_last"):
            value = getattr(self, name)
            if not 0 <= value < 100:
                raise InputError(f"{name} is {value:g}, and it must be at least 0 and below 100.")
            if value and self.mix == SYNTHETIC:
                raise InputError(f"{name} goes with mix add or replace: synthetic has no real chips.")

    def _check_other(self) -> None:
        if self.hard or self.style != "random":
            raise InputError("landcover other goes with style random, and without hard: these need real chips there.")
        most = 100 * (100 - self.share) / self.share
        if self.percent > most:
            asked = (
                f"landcover other with share {self.share:g} and percent {self.percent:g} asks for more places than the "
                "share leaves"
            )
            if most < _LEAST_PERCENT:
                raise InputError(f"{asked}: choose a smaller share.")
            lower = math.floor(most / _LEAST_PERCENT) * _LEAST_PERCENT
            raise InputError(f"{asked}: choose a smaller share, or a percent of at most {lower:g}.")


def measured_treatments(treatments: Sequence[Treatment]) -> list[Treatment]:
    """Return a treatment for each generator and kind of style, if there are several of these; else nothing."""
    found: dict[tuple[str, str], Treatment] = {}
    for one in treatments:
        if one.has_synthetic and one.landcover == "own" and not one.needs_real_model and not one.bands:
            known = found.get((one.generator, one.style))
            if known is None or one.share > known.share:
                found[one.generator, one.style] = one
    return list(found.values()) if len(found) > 1 else []


DEFAULT_GENERATOR = "model"
"""Name in study files of the generator that the user chooses with MODEL."""

_LEAST_PERCENT = 0.01

_LATER = ("real_crops", "real_last", "real_statistics")
"""Values that the first studies did not have; their trainings stay valid."""

OF_SYNTHESIS = ("percent", "generator", "style", "landcover", "filtered", "hard", *_LATER)
"""Values that have no meaning for real chips alone."""


def _require_one_of(name: str, value: object, known: tuple[str, ...]) -> None:
    if value not in known:
        raise InputError(f"{name} is {value!r}, and it must be one of {', '.join(known)}.")


def _require_between(name: str, value: float, low: float, high: float) -> None:
    if not low < value <= high:
        raise InputError(f"{name} is {value:g}, and it must be above {low:g} and at most {high:g}.")
