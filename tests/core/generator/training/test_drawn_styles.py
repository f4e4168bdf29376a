"""The random styles on a training's sheet of samples are such as users will draw."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.generator.training.crops import GeneratorCrops
from satsyn_core.generator.training.method import TrainingOptions
from satsyn_core.generator.training.seamless import SeamlessPlan
from satsyn_core.generator.training.style_bank import PREVIEW_CODES
from satsyn_core.generator.training.style_candidates import CandidateCrops, assembled_bank, style_candidates
from satsyn_core.learning.devices import make_fabric
from satsyn_core.scenes.value_range import ValueRange
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.scenes import training_scene

WISHES = TrainingOptions(iterations=2, diversity=6, seed=1, warm_up=0, crop=32, batch=4, photographs=False)


def test_random_styles_of_a_sample_sheet_differ_and_lie_among_those_of_real_crops(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme
) -> None:
    plan = SeamlessPlan.of("small", WISHES)
    image = make_raster(np.stack([town * 20] * 3).astype(np.uint8), name="image.tif")
    method = plan.method(5, 3, make_fabric("cpu", "full"), RecordingReporter())
    scene = training_scene(image, make_raster(town, name="cover.tif"), scheme)
    sampler = GeneratorCrops([scene], method.architecture, ValueRange(0, 255, "uint8"), plan.crop, plan.seed)
    drawn = method.draw_styles(sampler, 3)
    encoder, architecture = method.state.averaged_encoder, method.architecture
    candidates = style_candidates(encoder, CandidateCrops(sampler), architecture, torch.device("cpu"), PREVIEW_CODES)
    found = assembled_bank(candidates, architecture).codes
    of_network = drawn[:, : architecture.code_size]
    assert (of_network >= found.min(0).values).all()
    assert (of_network <= found.max(0).values).all()
    # A network without training shows no colours: gains and offsets give the classes those of the scene.
    assert drawn.shape[1] > architecture.code_size
    assert len(drawn.unique(dim=0)) == 3
    assert torch.equal(drawn, method.draw_styles(sampler, 3))
