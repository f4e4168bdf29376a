"""What is compared when synthetic imagery is evaluated, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...contract.class_scheme import ClassScheme
from ...scenes.imagery import LabelledImagery
from ...segmentation.model import SegmentationModel
from .features import FeatureExtractor
from .patches import Patches


@dataclass(frozen=True)
class ImagerySet:
    """Synthetic imagery of one kind, such as "random styles".

    Attributes:
        name: of the set.
        sources: its rasters.
        variants: groups of sources that show the same land cover.
        in_own_styles: generates the land cover of real patches, each in a random style of its own; None where the
            imagery is what it is.
    """

    name: str
    sources: Sequence[LabelledImagery]
    variants: Sequence[Sequence[LabelledImagery]] = ()
    in_own_styles: Callable[[Patches], Patches] | None = None


@dataclass(frozen=True)
class Comparison:
    """What is compared, and how.

    Attributes:
        real: real imagery that the synthetic imagery should resemble.
        sets: synthetic imagery, at least one set.
        training: imagery that the generator was trained on; empty leaves the copy audit out.
        unseen: real imagery that the generator was not trained on: the control of the copy audit.
        scheme, band_names: of all imagery.
        low, high: range of the digital numbers.
        extractor: gives features.
        segmentation: evaluation network that measures label faithfulness; None leaves it out.
        patch: pixels along the side of a patch.
        count: greatest number of patches of a set.
        seed: of the random draws.
    """

    real: Sequence[LabelledImagery]
    sets: Sequence[ImagerySet]
    training: Sequence[LabelledImagery]
    unseen: Sequence[LabelledImagery]
    scheme: ClassScheme
    band_names: Sequence[str]
    low: float
    high: float
    extractor: FeatureExtractor
    segmentation: SegmentationModel | None
    patch: int
    count: int
    seed: int
