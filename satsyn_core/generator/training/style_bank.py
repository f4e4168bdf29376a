"""The style bank of a trained generator: style codes encoded from training crops, of which those are kept in whose
style a segmentation finds the land cover again.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from ...contract.class_scheme import UNKNOWN
from ...learning.iou import mean_iou
from ..network.architecture import Architecture
from ..network.encoder import StyleEncoder
from ..styles import complete_codes
from .batch import encoder_inputs
from .crops import GeneratorCrops
from .random_streams import STYLE_CODES, CropStream

CODES = STYLE_CODES
"""Style codes that are encoded: enough that random styles don't repeat, about 60 kB in a model file."""

PREVIEW_CODES = 32
"""Style codes that are encoded for the random styles on a training's sample sheet."""

KEEP_FRACTION = 0.6
"""Share of the codes that is kept: those with the best segmentation. In the others water is as bright as the shore, or
bare ground as dark as roads, because the codes come from crops of such places, too."""

SELECTION_CROPS = 6
"""Crops whose land cover is generated and segmented in every style."""

STYLES_AT_A_TIME = 8
"""Styles in which they are generated at a time."""

MIN_STEPS_TO_SELECT = 50
"""Steps after which the discriminator segments well enough to tell styles apart."""


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
    codes, present = [], []
    draws = torch.Generator(device=device).manual_seed(sampler.seed)
    for number in range(count):
        image, class_masks = encoder_inputs(sampler.draw(CropStream.STYLE_BANK.step(number), 3), architecture, device)
        means, log_variances = encoder(image, class_masks)
        spread = torch.randn(means.shape, generator=draws, device=device) * (0.5 * log_variances).exp()
        codes.append((means + spread)[1])
        present.append(class_masks[1].flatten(1).mean(1) > 0.01)
    return complete_codes(torch.stack(codes), torch.stack(present), architecture)


@torch.no_grad()
def select_segmentable(
    bank: Tensor, labels: Tensor, generate: Callable[[Tensor], Tensor], segment: Callable[[Tensor], Tensor]
) -> Tensor:
    """Return the best `KEEP_FRACTION` of some style codes, in their order: those in whose style land cover is
    segmented best.

    Args:
        bank: style codes (entries, code size).
        labels: of N crops (N, s, s), 255 where unknown.
        generate: returns images (c N, bands, s, s) of the land cover of all crops in each of c styles (c, code size).
        segment: returns class logits (c N, K, s, s) of images, by a network trained on real imagery.
    """
    logits = (segment(generate(codes)) for codes in bank.split(STYLES_AT_A_TIME))
    scores = [segmentation_score(of_style, labels) for together in logits for of_style in together.split(len(labels))]
    kept = torch.tensor(scores).argsort(descending=True, stable=True)[: max(round(KEEP_FRACTION * len(bank)), 1)]
    return bank[kept.sort().values]


def segmentation_score(logits: Tensor, labels: Tensor) -> float:
    """Return the mean intersection over union of the classes of labels (N, h, w) that logits (N, K, h, w) predict; 0
    where all labels are unknown.
    """
    known, classes = labels != UNKNOWN, logits.shape[1]
    pairs = labels[known].long() * classes + logits.argmax(1)[known]
    score = mean_iou(pairs.bincount(minlength=classes**2).view(classes, classes).cpu().numpy())
    return 0.0 if math.isnan(score) else score
