"""What sentences about the source work's generator propose is followed to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.spade.model import SpadeGenerator
from satsyn_core.generator.spade.training import SpadePlan
from satsyn_core.generator.spade.vgg import load_vgg
from satsyn_core.generator.styles import SceneStyle
from satsyn_core.generator.training.method import TrainingOptions
from satsyn_core.generator.training.warm_start import of_preset
from satsyn_core.learning.optional_packages import torchvision_models
from tests.core.generator.spade.conftest import NARROW
from tests.support.proposals import follow, refusal
from tests.support.tiny_model import tiny_generator


def test_an_engine_that_computes_the_model_is_set(generator: SpadeGenerator) -> None:
    def make(engine: str) -> None:
        style = SceneStyle(generator.draw_style(0), 0)
        make_engine(generator, style, EngineOptions(engine, device="cpu"))

    words = "PyTorch alone computes the model narrow: set ENGINE to auto or torch"
    follow(words, lambda: make("openvino"), lambda: make("auto"))
    follow(words, lambda: make("openvino"), lambda: make("torch"))


def test_style_classes_are_left_empty_for_a_model_of_one_style(generator: SpadeGenerator) -> None:
    from satsyn_core.contract.declarations import job_named
    from satsyn_core.generation.request import _style_parts

    def parts(**given: str) -> object:
        files = {"landcover": "a.tif", "model": "m", "output": "b.tif", "style": "c.tif"}
        return _style_parts(job_named("generate-imagery").read_parameters({**files, **given}), generator)

    follow("and none for water alone: leave STYLE_CLASSES empty", lambda: parts(style_classes="water"), parts)


def test_trainings_start_from_generators_of_their_own_family(generator: SpadeGenerator) -> None:
    options = TrainingOptions(iterations=1, diversity=6, seed=0, warm_up=0, crop=32, batch=2, vgg=False)
    follow("from whose weights no training starts: choose another INITIAL_MODEL, or leave it empty",
           lambda: of_preset(generator, "small"), lambda: SpadePlan.of(options, NARROW))  # fmt: skip
    initial = TrainingOptions(**{**vars(options), "initial": tiny_generator()})
    follow("INITIAL_MODEL is for the presets small and base: leave it empty with paper",
           lambda: SpadePlan.of(initial, NARROW), lambda: SpadePlan.of(options, NARROW))  # fmt: skip


def test_batch_or_crop_are_made_larger_than_one_number_a_channel() -> None:
    def plan(batch: int, crop: int) -> SpadePlan:
        return SpadePlan.of(TrainingOptions(1, diversity=6, seed=0, warm_up=0, crop=crop, batch=batch, vgg=False))

    words = "A BATCH of 1 with a CROP of 32 .*: make one of them larger"
    follow(words, lambda: plan(1, 32), lambda: plan(2, 32))
    follow(words, lambda: plan(1, 32), lambda: plan(1, 64))


def test_weights_of_vgg_are_put_where_they_are_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # A proxy that nobody answers at: the machine is offline, whatever it is really.
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with refusal("The weights of VGG-19 can't be had .*: put https://.* into .*/checkpoints") as said:
        load_vgg()
    address, folder = said.part("put (https[^ ]*) into"), Path(said.part("into (.*)[.]$"))
    with torch.device("meta"):
        shapes = {name: weights.shape for name, weights in torchvision_models().vgg19().state_dict().items()}
    folder.mkdir(parents=True, exist_ok=True)
    # A file of the same form; one number stands for all weights of a layer, so that it is small.
    torch.save({name: torch.zeros(1).expand(shape) for name, shape in shapes.items()}, folder / Path(address).name)
    load_vgg()
    said.followed()
