"""Gains and offsets of a style bank give each class the colours of the crop that its code comes from."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import pad

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.network.class_statistics import ClassStatistics, class_statistics
from satsyn_core.generator.network.styled_images import adjusted_images
from satsyn_core.generator.style_radiometry import MOST_GAIN, ShownLandCover, class_means
from satsyn_core.generator.training.style_bank import bank_radiometry
from satsyn_core.generator.training.style_candidates import AssembledBank

CLASSES, BANDS, ENTRIES, SIZE = 3, 3, 16, 32
ARCHITECTURE = Architecture(classes=CLASSES, bands=BANDS)


def generate(codes: Tensor) -> Tensor:
    """Return images in which the brightness of each class follows its code a little, on faint noise."""
    noise = torch.randn(1, BANDS, SIZE, SIZE, generator=torch.Generator().manual_seed(0)) * 0.1
    of_classes = torch.stack([codes[:, ARCHITECTURE.class_code_of(index)][:, 0] for index in range(CLASSES)], 1)
    return noise + 0.1 * of_classes[torch.arange(len(codes))[:, None, None], LABELS.long().clamp(max=2)][:, None]


LABELS = torch.zeros(SIZE, SIZE, dtype=torch.uint8)
LABELS[:, 14:] = 1
LABELS[:, 28:] = UNKNOWN


def test_every_class_of_every_code_gets_mean_and_contrast_of_its_crop_and_an_unseen_class_stays() -> None:
    torch.manual_seed(0)
    codes = torch.rand(ENTRIES, ARCHITECTURE.code_size) * 2 - 1
    wanted = (torch.rand(ENTRIES, BANDS, 1, 1) - 0.5) + 0.15 * torch.randn(ENTRIES, BANDS, SIZE, SIZE)
    real = class_statistics(wanted, LABELS.expand(ENTRIES, -1, -1), CLASSES)
    bank = AssembledBank(codes, real)
    radiometry = bank_radiometry(bank, ARCHITECTURE, [ShownLandCover(LABELS[None], generate)], seed=1)
    near = pad(LABELS[None].float(), (1, 1, 1, 1), mode="replicate").byte().expand(ENTRIES, -1, -1)
    images = adjusted_images(generate(codes), radiometry, near)
    found = class_statistics(images, LABELS.expand(ENTRIES, -1, -1), CLASSES)
    shown = slice(0, 2)
    assert torch.allclose(class_means(found, BANDS)[:, shown], class_means(real, BANDS)[:, shown], atol=0.01)
    contrasts = [one.values[:, shown, BANDS + 1 :].mean(-1) for one in (found, real)]
    assert torch.allclose(*contrasts, atol=0.05)
    assert torch.equal(radiometry[:, 2], torch.tensor([1.0, 0.0, 0.0, 0.0]).expand(ENTRIES, -1))


def test_faint_texture_is_not_turned_into_noise() -> None:
    codes = torch.zeros(ENTRIES, ARCHITECTURE.code_size)
    values = class_statistics(torch.randn(ENTRIES, BANDS, SIZE, SIZE), LABELS.expand(ENTRIES, -1, -1), CLASSES)
    bank = AssembledBank(codes, ClassStatistics(values.values, values.weights))
    radiometry = bank_radiometry(bank, ARCHITECTURE, [ShownLandCover(LABELS[None], generate)], seed=1)
    assert radiometry[:, :2, 0].eq(MOST_GAIN).all()
