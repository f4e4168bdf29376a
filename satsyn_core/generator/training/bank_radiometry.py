"""Gains and offsets of a style bank: they give each class the colours of the crop that its code comes from."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from ..network.architecture import Architecture
from ..network.class_statistics import ClassStatistics, class_statistics
from ..network.inputs import LabelCrop
from ..style_radiometry import pooled_statistics, radiometry_between
from .style_bank import STYLES_AT_A_TIME
from .style_candidates import AssembledBank, CandidateCrops

CropsInStyles = Callable[[LabelCrop, Tensor, int], Tensor]
"""Returns images (n, bands, s, s) of the land cover of n crops, each with a code of its own (n, code size), and with
the noise of a seed."""


@torch.no_grad()
def bank_radiometry(
    bank: AssembledBank, crops: CandidateCrops, architecture: Architecture, generate: CropsInStyles, trials: int = 1
) -> Tensor:
    """Return gains and offsets (entries, K, 1 + bands).

    The land cover of each crop is generated with the codes that come from it, and compared with the crop. The scene
    codes are those of other entries, as in the styles of users.

    Args:
        bank: style codes, and what their crops show.
        crops: draws them again.
        architecture: gives the parts of a code.
        generate: generates them.
        trials: how often each crop is generated, with another scene code and other noise.
    """
    entries, classes = bank.sources.shape
    draws = torch.Generator().manual_seed(0)
    scenes = [bank.codes[torch.randperm(entries, generator=draws), : architecture.global_code] for _ in range(trials)]
    values, weights = torch.zeros(entries, trials, *bank.real.values.shape[1:]), torch.zeros(entries, trials, classes)
    for number in range(entries):
        pairs = _entries_and_crops(bank.sources, number, crops.each)
        if not len(pairs):
            continue
        drawn = crops.of_entry(number)
        for entry, crop in (chunk.T for chunk in pairs.split(STYLES_AT_A_TIME)):
            labels, land_cover = torch.from_numpy(drawn.labels)[crop], drawn.label_crop.select(crop)
            # An entry has the codes of a crop for these classes alone.
            rows, own = (bank.sources[entry] == crop[:, None] + number * crops.each).nonzero(as_tuple=True)
            for trial, scene in enumerate(scenes):
                codes = bank.codes[entry].clone()
                codes[:, : architecture.global_code] = scene[entry]
                made = class_statistics(generate(land_cover, codes, trial).cpu(), labels, classes)
                values[entry[rows], trial, own] = made.values[rows, own]
                weights[entry[rows], trial, own] = made.weights[rows, own]
    found = pooled_statistics(ClassStatistics(values.flatten(0, 1), weights.flatten(0, 1)), entries)
    return radiometry_between(found, bank.real, architecture.bands)


def _entries_and_crops(sources: Tensor, draw: int, each: int) -> Tensor:
    """Return which entries have codes of the crops of a draw, and the crops' numbers in it: (pairs, 2)."""
    entry, own = (sources // each == draw).nonzero(as_tuple=True)
    pairs: Tensor = torch.stack([entry, sources[entry, own] - draw * each], 1).unique(dim=0)
    return pairs
