"""The same pixels, however a raster is cut: the network, its inputs, and the engines with the bundled architecture."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import EnvironmentSetupError
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.engines import openvino_engine
from satsyn_core.generator.engines.block import NetworkStage
from satsyn_core.generator.engines.pytorch import TorchEngine
from satsyn_core.generator.engines.stages import StageInputs
from satsyn_core.generator.model import GeneratorDescription
from satsyn_core.generator.network.architecture import PIXEL_SHUFFLE_FACTOR, PRESETS, Architecture
from satsyn_core.generator.network.edge_distance import edge_distance
from satsyn_core.generator.network.encoder import StyleEncoder
from satsyn_core.generator.network.network import GeneratorNetwork
from satsyn_core.generator.network.noise import hashed_noise
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.generator.styles import SceneStyle, Style
from satsyn_core.scenes.value_range import ValueRange
from tests.support.rasters import RecordingReporter


@pytest.fixture(scope="module")
def generator(scheme: ClassScheme) -> SeamlessGenerator:
    """The default architecture with random weights; its digest keeps its graph apart from those of real models."""
    torch.manual_seed(1)
    architecture = Architecture(classes=5, **PRESETS["small"], instance_classes=(1, 4))
    return SeamlessGenerator(
        description=GeneratorDescription(
            name="untrained",
            scheme=scheme,
            band_names=("red", "green", "blue"),
            values=ValueRange(0, 255, "uint8"),
            ground_sampling_distance=1.0,
            provenance={},
            digest="untrained-default-architecture-with-instances",
        ),
        network=GeneratorNetwork(architecture).eval().requires_grad_(False),
        encoder=StyleEncoder(architecture).eval().requires_grad_(False),
        bank=torch.randn(4, architecture.code_size),
        bank_radiometry=torch.rand(4, 5, 4) * 0.4 + torch.tensor([0.8, -0.2, -0.2, -0.2]),
    )


@pytest.fixture(scope="module")
def classes() -> NDArray[np.uint8]:
    """Class indices of a made-up place with unknown pixels, larger than a block with its margin."""
    coarse = np.random.default_rng(3).integers(0, 6, (60, 60), dtype=np.uint8)
    coarse[coarse == 5] = 255
    return np.kron(coarse, np.ones((12, 12), np.uint8))


def test_noise_is_a_function_of_the_global_position() -> None:
    whole = hashed_noise(5, 2, -8, -8, 64, 64)
    part = hashed_noise(5, 2, 12, 20, 10, 7)
    assert np.array_equal(part, whole[20:30, 28:35])


def test_noise_is_standard_normal_and_unrelated_between_seeds_channels_and_neighbours() -> None:
    noise = hashed_noise(0, 0, 0, 0, 500, 500)
    assert abs(noise.mean()) < 0.01
    assert abs(noise.std() - 1) < 0.01
    others = (hashed_noise(1, 0, 0, 0, 500, 500), hashed_noise(0, 1, 0, 0, 500, 500), np.roll(noise, 1, 1))
    for other in others:
        assert abs(np.corrcoef(noise.ravel(), other.ravel())[0, 1]) < 0.01


def test_edge_distance_is_the_euclidean_distance_to_the_nearest_edge_pixel(classes: NDArray[np.uint8]) -> None:
    inner = classes[1:-1, 1:-1]
    neighbours = (classes[:-2, 1:-1], classes[2:, 1:-1], classes[1:-1, :-2], classes[1:-1, 2:])
    edge = np.logical_or.reduce([inner != neighbour for neighbour in neighbours])
    expected = np.minimum(distance_transform_edt(~edge), 15)[15:-15, 15:-15]
    assert np.allclose(edge_distance(classes, 15), expected, atol=1e-5)


@pytest.mark.parametrize("block", [(0, 0, 256, 256), (64, 128, 128, 96), (240, 240, 16, 16), (16, 0, 32, 240)])
def test_openvino_gives_a_block_the_pixels_that_the_whole_has(
    generator: SeamlessGenerator, classes: NDArray[np.uint8], block: tuple[int, int, int, int]
) -> None:
    engine = make_engine(generator, SceneStyle(generator.draw_style(0), 7), EngineOptions("openvino", device="cpu"))
    row, col, height, width = block
    margin = generator.margin
    whole = engine.render(classes[: 256 + 2 * margin, : 256 + 2 * margin], 1600, -160)
    around = classes[row : row + height + 2 * margin, col : col + width + 2 * margin]
    part = engine.render(around, 1600 + row, -160 + col)
    assert np.array_equal(part, whole[:, row : row + height, col : col + width])


def test_openvino_gives_the_same_pixels_whatever_the_tiles(
    generator: SeamlessGenerator, classes: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(generator, SceneStyle(generator.draw_style(0), 7), EngineOptions("openvino", device="cpu"))
    prepared = engine.prepare(classes[: 256 + 2 * generator.margin, : 256 + 2 * generator.margin], 320, 0)
    whole = engine.compute(prepared)
    monkeypatch.setattr(openvino_engine, "FINE_TILE", (48, 112))
    assert np.array_equal(engine.compute(prepared), whole)


class CrampedPainter(torch.nn.Module):
    """The painter on a graphics card that holds tiles of up to `largest` pixels, memory errors and all."""

    def __init__(self, painter: NetworkStage, largest: int) -> None:
        super().__init__()
        self.painter = painter
        self.largest = largest
        self.sides: list[int] = []

    def forward(self, inputs: StageInputs[torch.Tensor], tables: list[torch.Tensor]) -> torch.Tensor:
        margin = 2 * generator_margin(self.painter)
        self.sides.append(inputs.pixels[0].shape[-1] - margin)
        if self.sides[-1] > self.largest:
            raise torch.cuda.OutOfMemoryError("CUDA out of memory.")
        image: torch.Tensor = self.painter(inputs, tables)
        return image


def generator_margin(painter: NetworkStage) -> int:
    return PIXEL_SHUFFLE_FACTOR * painter.network.architecture.margins[-1]


def test_tiles_shrink_when_a_graphics_card_runs_out_of_memory(
    generator: SeamlessGenerator, classes: NDArray[np.uint8], reporter: RecordingReporter
) -> None:
    around = np.pad(classes, 200, mode="wrap")[: 512 + 2 * generator.margin, : 512 + 2 * generator.margin]
    style = generator.draw_style(0)
    whole = TorchEngine(generator, SceneStyle(style, 7), "full", "cpu").render(around, 0, 512)
    engine = TorchEngine(generator, SceneStyle(style, 7), "full", "cpu", reporter)
    cramped = CrampedPainter(engine._network, 256)
    engine._network = cramped  # type: ignore[assignment]
    assert np.abs(engine.render(around, 0, 512).astype(int) - whole).max() <= 1
    assert cramped.sides == [512, 256, 256, 256, 256]
    engine.render(around, 0, 512)
    assert cramped.sides[5:] == [256] * 4
    assert len(reporter.warnings) == 1
    cramped.largest = 0
    with pytest.raises(EnvironmentSetupError, match="set DEVICE to cpu"):
        engine.render(around, 0, 512)


def test_pytorch_and_openvino_paint_the_same_image(generator: SeamlessGenerator, classes: NDArray[np.uint8]) -> None:
    side = 512 + 2 * generator.margin
    tiled = np.pad(classes, ((0, max(side - 720, 0)), (0, max(side - 720, 0))), mode="wrap")[:side, :side]
    style = generator.draw_style(3)
    images = [
        make_engine(generator, SceneStyle(style, 7), EngineOptions(engine, device="cpu"))
        .render(tiled, 0, 0)
        .astype(int)
        for engine in ("torch", "openvino")
    ]
    assert np.abs(images[0] - images[1]).max() <= 1


def test_styles_and_seeds_change_the_image(generator: SeamlessGenerator, classes: NDArray[np.uint8]) -> None:
    side = 64 + 2 * generator.margin
    around = classes[:side, :side]

    def rendered(style: Style, seed: int) -> NDArray[np.integer]:
        return make_engine(generator, SceneStyle(style, seed), EngineOptions("openvino", device="cpu")).render(
            around, 0, 0
        )

    first = rendered(generator.draw_style(0), 0)
    assert np.array_equal(first, rendered(generator.draw_style(0), 0))
    assert not np.array_equal(first, rendered(generator.draw_style(1), 0))
    assert not np.array_equal(first, rendered(generator.draw_style(0), 1))
