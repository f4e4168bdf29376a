"""The style codes that a trained generator is given to draw from: encoded from training crops, and those kept in whose
style land cover can be read.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from ...contract.class_scheme import UNKNOWN
from ..network.architecture import Architecture
from ..network.encoder import StyleEncoder
from .batch import encoder_inputs
from .crops import GeneratorCrops
from .random_streams import STYLE_CODES, CropStream

CODES = STYLE_CODES
"""Style codes that are encoded: enough that random styles don't repeat, about 60 kB in a model file."""

PREVIEW_CODES = 32
"""Style codes that are encoded for a look at random styles while the training goes on."""

KEEP_FRACTION = 0.6
"""Share of the codes that is kept, those that are read best. In the others water is as bright as the shore, or ground
as dark as roads: crops of such places were among those that the codes come from."""

READ_CROPS, READ_TOGETHER = 6, 8
"""Crops that are painted in every style, and styles that are painted at a time."""

MIN_STEPS_TO_SELECT = 50
"""Steps from which on a network that learns classes can tell legible styles from others."""


@torch.no_grad()
def style_bank(
    encoder: StyleEncoder,
    sampler: GeneratorCrops,
    architecture: Architecture,
    device: torch.device,
    count: int = CODES,
) -> Tensor:
    """Return style codes (count, code size) of random training crops, drawn from the encoder's Gaussians as in
    training.

    A class that a crop doesn't show gets its code from another crop, so that every entry has a style for every class.
    """
    codes, seen = [], []
    draws = torch.Generator(device=device).manual_seed(sampler.seed)
    for number in range(count):
        image, shares = encoder_inputs(sampler.draw(CropStream.STYLE_BANK.step(number), 3), architecture, device)
        means, log_variances = encoder(image, shares)
        spread = torch.randn(means.shape, generator=draws, device=device) * (0.5 * log_variances).exp()
        codes.append((means + spread)[1])
        seen.append(shares[1].flatten(1).mean(1) > 0.01)
    return _completed(torch.stack(codes), torch.stack(seen), architecture)


@torch.no_grad()
def select_segmentable(
    bank: Tensor, labels: Tensor, paint: Callable[[Tensor], Tensor], read: Callable[[Tensor], Tensor]
) -> Tensor:
    """Return the best `KEEP_FRACTION` of some style codes, in their order: those in whose style land cover is read
    best.

    Args:
        bank: style codes (entries, code size).
        labels: of N crops (N, s, s), 255 where unknown.
        paint: returns images (c N, bands, s, s) of the land cover of all crops in each of c styles (c, code size).
        read: returns class logits (c N, K, s, s) of images, its classes learnt from real imagery.
    """
    told = (read(paint(codes)) for codes in bank.split(READ_TOGETHER))
    scores = [mean_iou(of_style, labels) for together in told for of_style in together.split(len(labels))]
    kept = torch.stack(scores).argsort(descending=True, stable=True)[: max(round(KEEP_FRACTION * len(bank)), 1)]
    return bank[kept.sort().values]


def mean_iou(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the mean intersection over union of the classes that are there.

    Args:
        logits: (N, K, h, w).
        labels: (N, h, w), 255 where unknown.
    """
    known = labels != UNKNOWN
    there = labels[known].unique().long()
    told, true = logits.argmax(1)[known], labels[known].long()
    ious = [((told == one) & (true == one)).sum() / ((told == one) | (true == one)).sum() for one in there]
    return torch.stack(ious).mean() if ious else logits.new_zeros(())


def _completed(codes: Tensor, seen: Tensor, architecture: Architecture) -> Tensor:
    """Fill the codes of classes that an entry doesn't show from the entry with the nearest scene code that shows
    them.
    """
    filled = codes.clone()
    size = architecture.global_code
    apart = torch.cdist(codes[:, :size], codes[:, :size])
    for index in range(architecture.classes):
        shown = seen[:, index].nonzero().flatten()
        if len(shown):
            part = architecture.class_code_of(index)
            filled[:, part] = codes[shown[apart[:, shown].argmin(1)], part]
    return filled
