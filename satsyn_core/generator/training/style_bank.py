"""What is measured of each code of a style bank: gain and offset of each class, and the classes in whose style a
segmentation finds the land cover again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ...contract.class_scheme import UNKNOWN
from ..network.architecture import Architecture
from ..network.class_statistics import ClassStatistics
from ..network.label_features import one_hot
from ..network.radiometry import class_positions
from ..style_radiometry import ShownLandCover, crops_that_show, pooled_statistics, radiometry_between
from .crops import CropBatch, GeneratorCrops
from .random_streams import STYLE_CODES, CropStream
from .style_candidates import AssembledBank

CODES = STYLE_CODES
"""Style codes that are encoded: enough that random styles don't repeat, about 60 kB in a model file."""

PREVIEW_CODES = 32
"""Style codes that are encoded for the random styles on a training's sample sheet."""

LEAST_RECALL = 0.3
"""Share of the median recall of a class below which random styles do not take the code of this class. In some codes
water is as bright as the shore, or bare ground as dark as roads, because they come from crops of such places, too."""

LEAST_MEDIAN_RECALL = 0.25
"""Median recall of a class from which its codes are tested: a network that recognises the class in no style cannot tell
good codes from bad ones."""

SELECTION_CROPS = 6
"""Crops whose land cover is generated and segmented in every style."""

COMPARED_CROPS = 6
"""Crops whose land cover is generated in every style, to measure its gains and offsets."""

DRAWN_TO_COMPARE = 32
"""Crops that they are chosen from, so that they show as many classes as they can."""

STYLES_AT_A_TIME = 8
"""Styles in which they are generated at a time."""

MIN_STEPS_TO_SELECT = 50
"""Steps after which the discriminator segments well enough to tell styles apart."""


def compared_crops(sampler: GeneratorCrops, architecture: Architecture, trial: int) -> CropBatch:
    """Return crops whose land cover is generated in every style to measure its gains and offsets; other ones for each
    trial.
    """
    drawn = sampler.draw(CropStream.STYLE_RADIOMETRY.step(trial), DRAWN_TO_COMPARE)
    shares = one_hot(torch.from_numpy(drawn.labels), architecture.classes).flatten(2).mean(2)
    chosen = crops_that_show(shares, COMPARED_CROPS)
    return CropBatch(drawn.image[chosen], drawn.labels[chosen], drawn.label_crop.select(chosen))


@torch.no_grad()
def bank_radiometry(
    bank: AssembledBank, architecture: Architecture, shown: Sequence[ShownLandCover], seed: int
) -> Tensor:
    """Return gains and offsets (entries, K, 1 + bands) that give each class the colours of the crop that its code comes
    from.

    They are measured in styles as those of users, in which every class has another entry's code: one for each land
    cover and entry.

    Args:
        bank: style codes, and what their crops show.
        architecture: gives the parts of a code.
        shown: land cover that is generated; each with crops of its own, or other noise.
        seed: of the styles.
    """
    classes = architecture.classes
    draws = torch.Generator().manual_seed(seed)
    found = []
    for land_cover in shown:
        codes, orders = dealt_codes(bank.codes, architecture, draws)
        parts = [land_cover.statistics(together, classes) for together in codes.split(STYLES_AT_A_TIME)]
        values = torch.cat([one.values.cpu() for one in parts])
        weights = torch.cat([one.weights.cpu() for one in parts])
        dealt = ClassStatistics(torch.zeros_like(values), torch.zeros_like(weights))
        for index in range(classes):
            dealt.values[orders[index], index] = values[:, index]
            dealt.weights[orders[index], index] = weights[:, index]
        found.append(dealt)
    together = ClassStatistics(
        torch.stack([one.values for one in found], 1).flatten(0, 1),
        torch.stack([one.weights for one in found], 1).flatten(0, 1),
    )
    return radiometry_between(pooled_statistics(together, len(bank.codes)), bank.real, architecture.bands)


@dataclass(frozen=True)
class LegibilityTrial:
    """Land cover that is generated and segmented in many styles.

    Attributes:
        labels: of N crops (N, s, s), 255 where unknown.
        generate: returns images (c N, bands, s, s) of the land cover of all crops in each of c styles (c, code size).
        segment: returns class logits (c N, K, s, s) of images, by a network trained on real imagery.
    """

    labels: Tensor
    generate: Callable[[Tensor], Tensor]
    segment: Callable[[Tensor], Tensor]


@torch.no_grad()
def drawable_classes(bank: Tensor, architecture: Architecture, trials: Sequence[LegibilityTrial], seed: int) -> Tensor:
    """Return which classes of each entry random styles may take (entries, K), bool: those that are recognised at least
    `LEAST_RECALL` times as well as in the style of the median entry.

    Classes that no crop shows, or that are recognised in hardly any style, may be taken from every entry. Arguments as
    for `code_recalls`.
    """
    recalls = code_recalls(bank, architecture, trials, seed)
    medians = recalls.nanmedian(0).values
    return ~((recalls < LEAST_RECALL * medians) & (medians >= LEAST_MEDIAN_RECALL))


@torch.no_grad()
def code_recalls(bank: Tensor, architecture: Architecture, trials: Sequence[LegibilityTrial], seed: int) -> Tensor:
    """Return how well each class is recognised in the style of each entry: mean recalls (entries, K), NaN for a class
    that no crop shows.

    In each trial, every entry gives its code of each class to one style, whose other codes come from random entries, as
    in the styles of users.

    Args:
        bank: style codes (entries, code size).
        architecture: gives the parts of a code.
        trials: each with crops of its own, or other noise.
        seed: of the styles.
    """
    classes = architecture.classes
    draws = torch.Generator().manual_seed(seed)
    found = torch.full((len(trials), len(bank), classes), torch.nan)
    for number, trial in enumerate(trials):
        codes, orders = dealt_codes(bank, architecture, draws)
        recalls = _style_recalls(codes, trial)
        for index in range(classes):
            found[number, orders[index], index] = recalls[:, index]
    return found.nanmean(0)


def dealt_codes(bank: Tensor, architecture: Architecture, draws: torch.Generator) -> tuple[Tensor, list[Tensor]]:
    """Return styles (entries, numbers) to each of which every class comes from another entry, and for each class the
    entries in the order of the styles; those of the scene codes come last.

    Args:
        bank: style codes (entries, numbers), with gains and offsets or without.
        architecture: gives the parts of a code.
        draws: of the entries.
    """
    classes, size = architecture.classes, architecture.global_code
    orders = [torch.randperm(len(bank), generator=draws) for _ in range(classes + 1)]
    codes = torch.empty_like(bank)
    codes[:, :size] = bank[orders[-1].to(bank.device), :size]
    for index in range(classes):
        part = class_positions(architecture, index, bank.shape[1])
        codes[:, part] = bank[orders[index].to(bank.device)][:, part]
    return codes, orders


def _style_recalls(codes: Tensor, trial: LegibilityTrial) -> Tensor:
    """Return the recall of each class in each style (styles, K)."""
    parts = []
    for together in codes.split(STYLES_AT_A_TIME):
        logits = trial.segment(trial.generate(together))
        parts += [class_recalls(of_style, trial.labels) for of_style in logits.split(len(trial.labels))]
    return torch.stack(parts).cpu()


def class_recalls(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the share of the pixels of each class that are recognised (K,), NaN where a class is absent.

    Recall, unlike intersection over union, does not count against a class that another one looks like it.

    Args:
        logits: (N, K, h, w).
        labels: (N, h, w), 255 where unknown.
    """
    known, classes = labels != UNKNOWN, logits.shape[1]
    true = labels[known].long()
    hits = true[logits.argmax(1)[known] == true]
    return hits.bincount(minlength=classes) / true.bincount(minlength=classes)
