"""Gains and offsets of a style bank give each class the colours of the crop that its code comes from."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import pad

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.network.class_statistics import ClassStatistics, class_statistics
from satsyn_core.generator.network.inputs import LabelCrop
from satsyn_core.generator.network.styled_images import adjusted_images
from satsyn_core.generator.style_radiometry import MOST_GAIN, class_means
from satsyn_core.generator.training.bank_radiometry import bank_radiometry
from satsyn_core.generator.training.crops import CropBatch
from satsyn_core.generator.training.style_candidates import AssembledBank, CandidateCrops

CLASSES, BANDS, ENTRIES, EACH, SIZE = 3, 3, 16, 2, 32
ARCHITECTURE = Architecture(classes=CLASSES, bands=BANDS)


def crop_labels(number: int) -> Tensor:
    """Return the class indices of a crop: the edge between two classes lies elsewhere in each."""
    labels = torch.zeros(SIZE, SIZE, dtype=torch.uint8)
    labels[:, 12 + number % 5 :] = 1
    labels[:, 29:] = UNKNOWN
    return labels


@dataclass(frozen=True)
class MadeUpCrops(CandidateCrops):
    """Crops without imagery: what they show is in the bank."""

    def of_entry(self, entry: int) -> CropBatch:
        labels = torch.stack([crop_labels(entry * EACH + number) for number in range(EACH)])
        return CropBatch(torch.zeros(EACH, BANDS, 1, 1).numpy(), labels.numpy(), LabelCrop(labels, labels, None))


def generate(land_cover: LabelCrop, codes: Tensor, seed: int) -> Tensor:
    """Return images in which the brightness of each class follows its code a little, on faint noise."""
    noise = torch.randn(1, BANDS, SIZE, SIZE, generator=torch.Generator().manual_seed(seed)) * 0.1
    of_classes = torch.stack([codes[:, ARCHITECTURE.class_code_of(index)][:, 0] for index in range(CLASSES)], 1)
    known = land_cover.classes.long().clamp(max=2)
    return noise + 0.1 * torch.stack([own[labels] for own, labels in zip(of_classes, known, strict=True)])[:, None]


def bank_of(contrast: float) -> AssembledBank:
    """Return a bank whose codes of class 1 come from other entries' second crops, others from their own first ones."""
    torch.manual_seed(0)
    sources = torch.arange(ENTRIES)[:, None].repeat(1, CLASSES) * EACH
    sources[:, 1] = torch.randperm(ENTRIES) * EACH + 1
    images = (torch.rand(ENTRIES * EACH, BANDS, 1, 1) - 0.5) + contrast * torch.randn(ENTRIES * EACH, BANDS, SIZE, SIZE)
    labels = torch.stack([crop_labels(number) for number in range(ENTRIES * EACH)])
    shown, own = class_statistics(images, labels, CLASSES), torch.arange(CLASSES)
    real = ClassStatistics(shown.values[sources, own], shown.weights[sources, own])
    return AssembledBank(torch.rand(ENTRIES, ARCHITECTURE.code_size) * 2 - 1, sources, real)


def test_every_class_of_every_code_gets_mean_and_contrast_of_its_crop_and_an_unseen_class_stays() -> None:
    bank, crops = bank_of(0.12), MadeUpCrops(None, EACH)  # type: ignore[arg-type]
    radiometry = bank_radiometry(bank, crops, ARCHITECTURE, generate, trials=2)
    labels = crop_labels(0).expand(ENTRIES, -1, -1)
    near = pad(labels[:, None].float(), (1, 1, 1, 1), mode="replicate")[:, 0].byte()
    images = adjusted_images(generate(LabelCrop(labels, labels, None), bank.codes, 5), radiometry, near)
    found, shown = class_statistics(images, labels, CLASSES), slice(0, 2)
    assert torch.allclose(class_means(found, BANDS)[:, shown], class_means(bank.real, BANDS)[:, shown], atol=0.03)
    contrasts = [one.values[:, shown, BANDS + 1 :].mean(-1) for one in (found, bank.real)]
    assert torch.allclose(*contrasts, atol=0.1)
    assert torch.equal(radiometry[:, 2], torch.tensor([1.0, 0.0, 0.0, 0.0]).expand(ENTRIES, -1))


def test_faint_texture_is_not_turned_into_noise() -> None:
    crops = MadeUpCrops(None, EACH)  # type: ignore[arg-type]
    radiometry = bank_radiometry(bank_of(1.0), crops, ARCHITECTURE, generate)
    assert radiometry[:, :2, 0].eq(MOST_GAIN).all()
