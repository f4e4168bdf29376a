"""Which classes of the codes of a style bank may be drawn: those in whose style a segmentation finds the land cover
again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ...contract.class_scheme import UNKNOWN
from ..network.architecture import Architecture
from ..network.radiometry import class_positions
from .random_streams import STYLE_CODES

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

STYLES_AT_A_TIME = 8
"""Styles in which they are generated at a time."""

MIN_STEPS_TO_SELECT = 50
"""Steps after which the discriminator segments well enough to tell styles apart."""


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
