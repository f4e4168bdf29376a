"""Painting rasters of any size with a generator of the source work's kind, and its model file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
from numpy.typing import NDArray

from satsyn_core.contract.errors import EnvironmentSetupError, InputError
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network.label_features import one_hot
from satsyn_core.generator.spade.architecture import SpadeArchitecture
from satsyn_core.generator.spade.engine import CHIPS_AT_ONCE, SpadeEngine
from satsyn_core.generator.spade.model import SpadeGenerator
from satsyn_core.generator.styles import SceneStyle, Style
from satsyn_core.jobs import run_job
from satsyn_core.learning.model_file import load_model, save_model
from satsyn_core.scenes.value_range import ValueRange
from tests.support.rasters import RasterFactory, RecordingReporter

CPU = EngineOptions(device="cpu")


@pytest.fixture(scope="module")
def model(generator: SpadeGenerator, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "narrow.safetensors"
    generator.save(path)
    return path


def test_fewer_chips_at_once_are_painted_when_a_graphics_card_runs_out_of_memory(
    generator: SpadeGenerator, reporter: RecordingReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CHIPS_AT_ONCE, "cpu", 4)
    classes = np.random.default_rng(0).integers(0, 3, (128, 128), dtype=np.uint8)
    style = generator.draw_style(0)
    whole = SpadeEngine.of(generator, style, "full", "cpu").compute(classes)
    engine = SpadeEngine.of(generator, style, "full", "cpu", reporter)
    network, most = engine._network, 2

    def cramped(labels: torch.Tensor, codes: torch.Tensor) -> torch.Tensor:
        if len(labels) > most:
            raise torch.cuda.OutOfMemoryError("CUDA out of memory.")
        painted: torch.Tensor = network(labels, codes)
        return painted

    engine._network = cramped  # type: ignore[assignment]
    assert np.abs(engine.compute(classes).astype(int) - whole).max() <= 1
    assert len(reporter.warnings) == 1
    most = 0
    with pytest.raises(EnvironmentSetupError, match=r"for a chip of 32 pixels: close other .*, or set DEVICE to cpu"):
        engine.compute(classes)


def generate(
    model: Path, landcover: Path, output: Path, **changes: object
) -> tuple[NDArray[np.uint8], rasterio.Affine]:
    values = {"landcover": str(landcover), "model": str(model), "output": str(output), "device": "cpu", **changes}
    run_job("generate-imagery", values, RecordingReporter())
    with rasterio.open(output) as written:
        return written.read(), written.transform


def test_block_size_and_extent_do_not_change_a_pixel(
    model: Path, make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    town = town.copy()
    town[:30, 40:90] = 0
    path = make_raster(town, nodata=0)
    whole, transform = generate(model, path, tmp_path / "whole.tif", block_size=256)
    assert len(np.unique(whole)) > 50
    np.testing.assert_array_equal((whole == 0).all(0), town == 0)
    with rasterio.open(path) as landcover:
        assert transform == landcover.transform
    blocks, _ = generate(model, path, tmp_path / "blocks.tif", block_size=64)
    np.testing.assert_array_equal(blocks, whole)
    left, top = transform @ (50, 40)
    right, bottom = transform @ (120, 101)
    part, _ = generate(model, path, tmp_path / "part.tif", block_size=64, extent=f"{left},{right},{bottom},{top}")
    np.testing.assert_array_equal(part, whole[:, 40:101, 50:120])


def test_there_is_no_style_of_a_class_alone(
    model: Path, make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    path, output = make_raster(town), tmp_path / "out.tif"
    style = str(make_raster(np.repeat(town[None], 3, 0) * 30, name="style.tif"))
    with pytest.raises(InputError, match=r"has one style for the whole scene, and none for \w+ alone"):
        generate(model, path, output, style=style, style_classes="water")
    assert not output.exists()


def test_a_pixel_is_the_mean_of_the_four_chips_that_hold_it(generator: SpadeGenerator, town: NDArray[np.uint8]) -> None:
    classes = (town[:64, :64] - 1).astype(np.uint8)
    style = generator.draw_style(2)
    rendered = make_engine(generator, SceneStyle(style, 0), CPU).render(classes, 0, 0)

    def chip(top: int, left: int) -> NDArray[np.float32]:
        labels = one_hot(torch.from_numpy(classes[top : top + 32, left : left + 32])[None], 5, unknown_channel=True)
        return generator.network(labels, torch.from_numpy(style.code)[None])[0].numpy()

    middle = np.zeros((3, 16, 16), np.float32)
    for top in (16, 32):
        for left in (16, 32):
            middle += chip(top, left)[:, 32 - top :, 32 - left :][:, :16, :16]
    np.testing.assert_array_equal(rendered[:, 16:32, 16:32], generator.values.from_network(middle / 4))


def test_styles_change_the_image_and_seeds_repeat_it(generator: SpadeGenerator, town: NDArray[np.uint8]) -> None:
    classes = (town[:64, :64] - 1).astype(np.uint8)

    def rendered(style: Style) -> NDArray[np.integer]:
        return make_engine(generator, SceneStyle(style, 0), CPU).render(classes, 0, 0)

    first = rendered(generator.draw_style(0))
    np.testing.assert_array_equal(first, rendered(generator.draw_style(0)))
    assert not np.array_equal(first, rendered(generator.draw_style(0, variant=1)))
    assert not np.array_equal(first, rendered(generator.draw_style(1)))


def test_a_reference_image_gives_the_mean_code_of_its_chips_in_the_networks_range(generator: SpadeGenerator) -> None:
    image = np.random.default_rng(1).integers(0, 255, (3, 32, 70), dtype=np.uint8)
    classes = np.zeros((32, 70), np.uint8)
    scaled = torch.from_numpy(image.astype(np.float32) / 127.5 - 1)[None]
    with torch.no_grad():
        expected = (generator.encoder(scaled[..., :32])[0] + generator.encoder(scaled[..., 32:64])[0])[0] / 2
    assert np.allclose(generator.encode_style(image, classes).code, expected, atol=1e-4)
    classes[:, 32:] = 255
    with torch.no_grad():
        left = generator.encoder(scaled[..., :32])[0][0]
    assert np.allclose(generator.encode_style(image, classes).code, left, atol=1e-4)


def test_a_model_file_gives_the_same_generator_back(model: Path, generator: SpadeGenerator) -> None:
    loaded = load_generator(model)
    assert isinstance(loaded, SpadeGenerator)
    assert loaded.architecture == generator.architecture
    assert loaded.scheme == generator.scheme
    classes = np.random.default_rng(0).integers(0, 5, (96, 96), dtype=np.uint8)
    images = [
        make_engine(each, SceneStyle(generator.draw_style(0), 0), CPU).render(classes, 0, 0).astype(int)
        for each in (generator, loaded)
    ]
    assert np.abs(images[0] - images[1]).max() <= 2


def test_the_card_tells_the_family(model: Path) -> None:
    reporter = RecordingReporter()
    outputs = run_job("describe-model", {"model": str(model)}, reporter)
    assert outputs["BANDS"] == 3
    assert "Family: paper" in reporter.text
    assert "chip 32" in reporter.text


def test_another_number_of_classes_is_refused(model: Path, tmp_path: Path) -> None:
    file = load_model(model, "generator")
    path = tmp_path / "misfit.safetensors"
    fewer = {**file.metadata["class_scheme"], "classes": file.metadata["class_scheme"]["classes"][:-1]}
    save_model(path, file.tensors, {**file.metadata, "class_scheme": fewer})
    with pytest.raises(InputError, match="it names 4 classes, and its network has 5"):
        load_generator(path)


def test_an_unknown_family_is_refused(model: Path, tmp_path: Path) -> None:
    file = load_model(model, "generator")
    path = tmp_path / "future.safetensors"
    save_model(path, file.tensors, {**file.metadata, "family": "diffusion"})
    with pytest.raises(InputError, match="of the family 'diffusion', which this SatSyn can't run: update SatSyn"):
        load_generator(path)


def test_openvino_is_refused_with_a_way_out(generator: SpadeGenerator) -> None:
    with pytest.raises(InputError, match="set ENGINE to auto or torch"):
        make_engine(generator, SceneStyle(generator.draw_style(0), 0), EngineOptions("openvino", device="cpu"))


def test_an_untrained_engine_paints_for_measurements(architecture: SpadeArchitecture) -> None:
    engine = SpadeEngine.untrained(architecture, ValueRange(0, 3000, "uint16"))
    image = engine.render(np.zeros((64 + 32, 32 + 32), np.uint8), 0, 0)
    assert (image.shape, image.dtype) == ((3, 64, 32), np.uint16)
