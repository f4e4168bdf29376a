"""Training crops whose style codes may enter the style bank, and what the crops show of each class.

A code of a class says little if it was encoded from a few pixels. So each class of the bank gets codes of crops that
truly show it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from torch import Tensor
from torch.nn.functional import avg_pool2d

from ..network.architecture import Architecture
from ..network.class_statistics import ClassStatistics, class_statistics
from ..network.encoder import StyleEncoder
from ..network.label_features import one_hot
from .batch import encoder_inputs
from .crops import CropBatch, GeneratorCrops
from .random_streams import CropStream

CROPS_A_CODE = 3
"""Crops that are drawn for each entry of the bank. The second one gives its scene code; classes may come from all."""

ENOUGH_SHARE, LEAST_SHARE = 0.1, 0.01
"""Shares of a crop that a class must fill for its code to be taken: the first, or the second where no crop has that
much of the class."""

BLOCK = 4
"""Pixels along the side of the blocks whose mean colours are compared: less grain, and still parts of roads."""

BLOCKS_OF_A_CROP = 16
"""Blocks of a class that are taken of a crop at most, so that no single lake is all of the water."""


@dataclass(frozen=True)
class StyleCandidates:
    """Style codes of n training crops, and what the crops show.

    Attributes:
        codes: (n, code size).
        shares: (n, K), share of a crop's pixels that are of a class.
        blocks: for each class, mean colours (blocks, bands) in [-1, 1] of real blocks that show nothing else.
        scenes: number of each crop that gives an entry of the bank its scene code.
        statistics: what each crop shows of each class, see `class_statistics`.
    """

    codes: Tensor
    shares: Tensor
    blocks: list[Tensor]
    scenes: Tensor
    statistics: ClassStatistics


@dataclass(frozen=True)
class CandidateCrops:
    """The training crops of a style bank, which may be drawn again.

    Attributes:
        sampler: draws training crops.
        each: crops that are drawn for each entry, two at least.
    """

    sampler: GeneratorCrops
    each: int = CROPS_A_CODE

    def of_entry(self, entry: int) -> CropBatch:
        """Return the crops that are drawn for an entry, whose numbers begin at `entry` times `each`."""
        return self.sampler.draw(CropStream.STYLE_BANK.step(entry), self.each)


@torch.no_grad()
def style_candidates(
    encoder: StyleEncoder, crops: CandidateCrops, architecture: Architecture, device: torch.device, entries: int
) -> StyleCandidates:
    """Return candidates for a bank of `entries` codes, drawn from the encoder's Gaussians as in training.

    Args:
        encoder: of the training.
        crops: to draw.
        architecture: gives the parts of a code.
        device: of the encoder.
        entries: of the bank.
    """
    codes, shares, blocks, statistics = [], [], [], []
    draws = torch.Generator(device=device).manual_seed(crops.sampler.seed)
    for number in range(entries):
        batch = crops.of_entry(number)
        image, class_masks = encoder_inputs(batch, architecture, device)
        means, log_variances = encoder(image, class_masks)
        spread = torch.randn(means.shape, generator=draws, device=device) * (0.5 * log_variances).exp()
        codes.append((means + spread).cpu())
        shares.append(class_masks.flatten(2).mean(2).cpu())
        known, real = torch.from_numpy(batch.labels), torch.from_numpy(batch.image)
        statistics.append(class_statistics(real, known, architecture.classes))
        own = zip(real, one_hot(known, architecture.classes), strict=True)
        blocks += [_some_blocks(one, masks) for one, masks in own]
    of_classes = [torch.cat(own) for own in zip(*blocks, strict=True)]
    scenes = torch.arange(entries) * crops.each + 1
    values, weights = (torch.cat(own) for own in zip(*((one.values, one.weights) for one in statistics), strict=True))
    return StyleCandidates(torch.cat(codes), torch.cat(shares), of_classes, scenes, ClassStatistics(values, weights))


def _some_blocks(image: Tensor, masks: Tensor) -> list[Tensor]:
    """Return colours (n, bands) of some blocks of each class alone, in an image (bands, h, w) with masks (K, h, w)."""
    colours = block_colours(image)
    of_classes = [colours[pure] for pure in avg_pool2d(masks, BLOCK).flatten(1) == 1]
    return [own[:: max(1, -(-len(own) // BLOCKS_OF_A_CROP))] for own in of_classes]


def block_colours(image: Tensor) -> Tensor:
    """Return the mean colours (blocks, bands) of blocks of `BLOCK` pixels a side of an image (bands, h, w)."""
    return avg_pool2d(image, BLOCK).flatten(1).T


@dataclass(frozen=True)
class AssembledBank:
    """A style bank.

    Attributes:
        codes: (entries, code size).
        sources: numbers of the crops that the code of each class comes from (entries, K).
        real: what those crops show of the class, statistics (entries, K, S).
    """

    codes: Tensor
    sources: Tensor
    real: ClassStatistics


def assembled_bank(candidates: StyleCandidates, architecture: Architecture) -> AssembledBank:
    """Return a bank of codes, each with the scene code of one crop.

    Where that crop fills enough of itself with a class, the entry has its code of the class. The other entries get the
    codes of other crops that do, of crops with similar scene codes, and each about equally often. A class that no crop
    shows has the codes of the entries' own crops.
    """
    codes, size = candidates.codes, architecture.global_code
    bank = codes[candidates.scenes].clone()
    sources = candidates.scenes[:, None].repeat(1, architecture.classes)
    for index in range(architecture.classes):
        part, shares = architecture.class_code_of(index), candidates.shares[:, index]
        least = ENOUGH_SHARE if (shares >= ENOUGH_SHARE).any() else LEAST_SHARE
        showing = (shares >= least).nonzero().flatten()
        lacking = (shares[candidates.scenes] < least).nonzero().flatten()
        if not len(showing) or not len(lacking):
            continue
        others = showing[~torch.isin(showing, candidates.scenes)]
        others = others if len(others) else showing
        apart = torch.cdist(bank[lacking, :size], codes[others, :size]).numpy()
        sources[lacking, index] = others[torch.from_numpy(_shared_out(apart))]
        bank[lacking, part] = codes[sources[lacking, index], part]
    found, of_class = candidates.statistics, torch.arange(architecture.classes)
    return AssembledBank(
        bank, sources, ClassStatistics(found.values[sources, of_class], found.weights[sources, of_class])
    )


def further_apart(bank: AssembledBank, factor: float) -> AssembledBank:
    """Return a bank whose classes have colours and contrasts `factor` times as far from their mean as in the crops.

    Codes stay: further apart, they give shapes that no class has. It is the reverse of the truncation trick (Brock et
    al. 2019, BigGAN), which gives up variety.
    """
    weights = (bank.real.weights > 0).float()[..., None]
    means = (bank.real.values * weights).sum(0) / weights.sum(0).clamp_min(1)
    values = means + factor * (bank.real.values - means)
    return replace(bank, real=ClassStatistics(values * weights, bank.real.weights))


def _shared_out(distances: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return a column for each row of distances (rows, columns), so that their sum is least, and each column is taken
    about equally often.
    """
    rows, columns = distances.shape
    again = -(-rows // columns)
    chosen: NDArray[np.int64] = linear_sum_assignment(np.tile(distances, (1, again)))[1] % columns
    return chosen
