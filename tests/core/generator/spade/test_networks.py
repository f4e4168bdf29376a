"""The published networks: their shapes, what they know, and what is saved of them."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from satsyn_core.generator.network.label_features import one_hot
from satsyn_core.generator.spade.architecture import SpadeArchitecture
from satsyn_core.generator.spade.discriminator import MultiScaleDiscriminator
from satsyn_core.generator.spade.encoder import SpadeEncoder
from satsyn_core.generator.spade.network import SpadeNetwork, plain_weights


def test_the_published_generator_has_the_published_size() -> None:
    with torch.device("meta"):
        network = SpadeNetwork(SpadeArchitecture(classes=7))
        encoder = SpadeEncoder(SpadeArchitecture(classes=7))
    assert network.from_code.weight.shape == (16 * 64 * 8 * 8, 256)
    channels = [(block.first.in_channels, block.second.out_channels) for block in network.blocks]
    assert channels == [(1024, 1024)] * 3 + [(1024, 512), (512, 256), (256, 128), (128, 64)]
    assert encoder.mean.weight.shape == (256, 512 * 4 * 4)


@pytest.mark.parametrize(("chip", "bands"), [(32, 1), (64, 4)])
def test_images_have_the_size_and_bands_of_the_architecture(chip: int, bands: int) -> None:
    architecture = SpadeArchitecture(classes=3, bands=bands, chip=chip, base=4, code=8, modulation_channels=4)
    labels = one_hot(torch.zeros(2, chip, chip, dtype=torch.uint8), 3, unknown_channel=True)
    images = SpadeNetwork(architecture)(labels, torch.randn(2, 8))
    assert images.shape == (2, bands, chip, chip)
    assert bool((images.abs() <= 1).all())


def test_a_chip_that_cannot_be_doubled_to_is_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 32 pixels, not 48"):
        SpadeArchitecture(classes=3, chip=48)


def test_every_pixel_has_one_class_and_nodata_is_unknown() -> None:
    classes = torch.tensor([[[0, 1, 4, 5, 15, 255]]], dtype=torch.uint8)
    members = one_hot(classes, 5, unknown_channel=True)
    assert members.shape == (1, 6, 1, 6)
    assert members.argmax(1).tolist() == [[[0, 1, 4, 5, 5, 5]]]
    assert bool((members.sum(1) == 1).all())


def test_the_discriminator_judges_two_scales_and_depends_on_labels(architecture: SpadeArchitecture) -> None:
    torch.manual_seed(0)
    discriminator = MultiScaleDiscriminator(architecture)
    image = torch.rand(1, 3, 64, 64) * 2 - 1
    water = one_hot(torch.zeros(1, 64, 64, dtype=torch.uint8), 5, unknown_channel=True)
    judged = discriminator(water, image)
    assert [len(scale) for scale in judged] == [5, 5]
    fine, coarse = (scale[-1] for scale in judged)
    assert fine.shape[1] == coarse.shape[1] == 1
    assert fine.shape[2] > coarse.shape[2]
    town = water.clone()
    town[..., 32:] = one_hot(torch.full((1, 64, 32), 4, dtype=torch.uint8), 5, unknown_channel=True)
    assert not torch.equal(discriminator(town, image)[0][-1], fine)


def test_saved_weights_paint_what_the_spectrally_normalised_network_paints(architecture: SpadeArchitecture) -> None:
    torch.manual_seed(0)
    network = SpadeNetwork(architecture, spectral=True)
    labels = one_hot(torch.randint(0, 5, (2, 32, 32), dtype=torch.uint8), 5, unknown_channel=True)
    codes = torch.randn(2, 8)
    for _ in range(3):
        network(labels, codes)
    saved = SpadeNetwork(architecture)
    saved.load_state_dict(plain_weights(network.eval()))
    with torch.no_grad():
        rendered = network(labels, codes)
        assert torch.allclose(saved.eval()(labels, codes), rendered, atol=1e-6)
    largest = np.linalg.svd(saved.blocks[3].first.weight.detach().flatten(1).numpy(), compute_uv=False)[0]
    assert largest == pytest.approx(1, abs=0.1)
