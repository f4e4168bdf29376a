"""Flat ground shows no mesh."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from satsyn_core.contract.bundled import BUNDLED_MODEL
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network.architecture import PIXEL_SHUFFLE_FACTOR, Architecture
from satsyn_core.generator.network.checkerboard import suppress_checkerboard
from satsyn_core.generator.network.network import GeneratorNetwork
from satsyn_core.generator.styles import SceneStyle

SIDE = 128

VISIBLE = 2
"""Digital numbers between the mean colours of a cell's pixels that no one sees as a mesh."""

SEED = 7
"""Of a style in which the mesh was plain before it was levelled out."""


@pytest.fixture
def network() -> GeneratorNetwork:
    """A network whose last filters differ from pixel to pixel, as after a training."""
    torch.manual_seed(0)
    network = GeneratorNetwork(Architecture(classes=3))
    torch.nn.init.normal_(network.conv_out.weight, std=0.05)
    assert network.conv_out.bias is not None
    torch.nn.init.normal_(network.conv_out.bias, std=0.05)
    return network


@torch.no_grad()
def test_steady_features_give_one_colour(network: GeneratorNetwork) -> None:
    features = torch.randn(1, network.architecture.channels[-1], 1, 1).expand(-1, -1, 6, 6)
    before = network.to_imagery(features)[0]
    suppress_checkerboard(network)
    after = network.to_imagery(features)[0]
    assert before.std((1, 2)).min() > 0.01
    torch.testing.assert_close(after, after[:, :1, :1].expand_as(after))
    torch.testing.assert_close(after.atanh().mean((1, 2)), before.atanh().mean((1, 2)))


@torch.no_grad()
def test_detail_within_a_cell_stays(network: GeneratorNetwork) -> None:
    features = torch.randn(1, network.architecture.channels[-1], 12, 12)
    before = network.to_imagery(features)
    suppress_checkerboard(network)
    after = network.to_imagery(features)
    assert float(torch.corrcoef(torch.stack([before.flatten(), after.flatten()]))[0, 1]) > 0.8
    assert float(after.diff(dim=3).abs().mean() / before.diff(dim=3).abs().mean()) > 0.8


@pytest.mark.parametrize("name", ["land", "vegetation", "road"])
def test_the_bundled_generator_paints_no_mesh(name: str) -> None:
    generator = load_generator(BUNDLED_MODEL)
    index = generator.scheme.names.index(name)
    engine = make_engine(generator, SceneStyle(generator.draw_style(SEED), SEED), EngineOptions(device="cpu"))
    classes = np.full((SIDE + 2 * generator.margin,) * 2, index, np.uint8)
    image = engine.render(classes, 0, 0)[:, :SIDE, :SIDE].astype(float)
    of_pixels = image.reshape(
        len(image),
        SIDE // PIXEL_SHUFFLE_FACTOR,
        PIXEL_SHUFFLE_FACTOR,
        SIDE // PIXEL_SHUFFLE_FACTOR,
        PIXEL_SHUFFLE_FACTOR,
    ).mean((1, 3))
    assert np.ptp(of_pixels, axis=(1, 2)).max() < VISIBLE
