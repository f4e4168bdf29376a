"""How long a study takes: measured on this machine before it starts, and corrected by the cells that are finished."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from lightning_fabric import Fabric

from ..generator.engine_choice import EngineOptions, make_engine
from ..generator.engines import EngineBlock
from ..generator.styles import SceneStyle
from ..learning.memory_format import channels_last
from ..raster.window import Window
from ..segmentation.architecture import SegmentationArchitecture, build_network
from ..trainingset.plan.splits import TEST, VALIDATION
from .cells import Cell
from .ground import StudyGround
from .store import CellResult
from .treatment import OTHER, REAL, Treatment

_TIMED_STEPS = 3
_TRAINING_OVERHEAD = 1.15
"""Drawing crops, averaging weights and logging, over the network alone."""


@dataclass
class StudyTiming:
    """Seconds of the parts of a cell.

    Attributes:
        step: of a training step.
        pixel: of predicting a pixel.
        chip: of rendering and writing a synthetic chip.
        ground: of the study.
        correction: of the estimate, by the cells that are finished.
    """

    step: float
    pixel: float
    chip: float
    ground: StudyGround
    _estimated: list[float] = field(default_factory=list)
    _taken: list[float] = field(default_factory=list)

    @property
    def correction(self) -> float:
        """How much longer finished cells took than was estimated."""
        return sum(self._taken) / sum(self._estimated) if self._estimated else 1.0

    def learn(self, cell: Cell, result: CellResult) -> None:
        """Take note of a cell that was run on this machine; synthetic chips that were there are not counted."""
        self._estimated.append(self._network_seconds(cell))
        self._taken.append(result.seconds["train"] + result.seconds["score"])

    def seconds(self, cell: Cell) -> float:
        """Return how long a cell will take, about, with all of its synthetic chips to be made."""
        chips = self._chips_of_a_version(cell.treatment) * cell.treatment.versions
        return self._network_seconds(cell) * self.correction + chips * self.chip

    def total(self, cells: Sequence[Cell]) -> float:
        """Return how long cells will take one after the other; each set of synthetic chips is made once."""
        sets = {
            (one.seed, _of_synthesis(one.treatment), version): self._chips_of_a_version(one.treatment)
            for one in cells
            for version in range(one.treatment.versions)
        }
        chips = sum(sets.values())
        return sum(self._network_seconds(cell) for cell in cells) * self.correction + chips * self.chip

    def _chips_of_a_version(self, treatment: Treatment) -> float:
        real = max(1.0, treatment.share / 100 * len(self.ground.training))
        return real * treatment.percent / 100 if treatment.landcover == OTHER else real

    def _network_seconds(self, cell: Cell) -> float:
        network, pixels = self.ground.request.plan.network, self.ground.plan.chips.size**2
        steps = network.steps * cell.treatment.steps
        predicted = self.ground.count(TEST) + network.validations * self.ground.count(VALIDATION)
        return steps * self.step * _TRAINING_OVERHEAD + predicted * pixels * self.pixel


def _of_synthesis(treatment: Treatment) -> Treatment:
    """Return what the synthetic chips of a treatment depend on, alike for treatments that share them."""
    percent = treatment.percent if treatment.landcover == OTHER else 0.0
    plain = {"mix": REAL, "augmentation": "", "steps": 1.0, "bands": ()}
    rules = {"real_crops": 0.0, "real_last": 0.0, "real_statistics": False}
    return replace(treatment, percent=percent, **plain, **rules)  # type: ignore[arg-type]


def measure_timing(ground: StudyGround, fabric: Fabric) -> StudyTiming:
    """Measure how long the parts of a cell take: a few training steps, a prediction, and a synthetic chip."""
    plan = ground.request.plan.network
    bands, classes = len(ground.scenes.infos[0].band_names), len(ground.scheme.classes)
    network = build_network(SegmentationArchitecture(classes, bands, plan.architecture, plan.encoder))
    optimiser = torch.optim.AdamW(network.parameters())
    network, optimiser = fabric.setup(channels_last(network, every_tensor=True), optimiser)
    images = torch.randn(plan.batch, bands, plan.crop, plan.crop, device=fabric.device)
    images = images.contiguous(memory_format=torch.channels_last)

    def step() -> None:
        optimiser.zero_grad()
        fabric.backward(network(images).float().square().mean())
        optimiser.step()
        _finish(fabric)

    def predict() -> None:
        with torch.inference_mode():
            network(images).argmax(1)
        _finish(fabric)

    a_step = _median_seconds(step)
    network.eval()
    a_pixel = _median_seconds(predict) / (plan.batch * plan.crop**2)
    return StudyTiming(a_step, a_pixel, _chip_seconds(ground), ground)


def _chip_seconds(ground: StudyGround) -> float:
    """Return the seconds of a synthetic chip; 0 if the study has none."""
    if not any(treatment.has_synthetic for treatment in ground.request.plan.treatments):
        return 0.0
    generator, size = next(iter(ground.generators.values())), ground.plan.chips.size
    work = ground.request.parameters.work
    style = SceneStyle(generator.draw_style(0), 0)
    engine = make_engine(generator, style, EngineOptions(work.engine, device=work.device))
    side = EngineBlock(Window(0, 0, size, size), engine.align, generator.margin).around.width
    classes = np.random.default_rng(0).integers(0, len(ground.scheme.classes), (side // 16 + 1, side // 16 + 1))
    drawn = np.kron(classes, np.ones((16, 16), int))[:side, :side].astype(np.uint8)
    return _median_seconds(lambda: engine.render(drawn, 0, 0), times=2)


def _median_seconds(action: Callable[[], object], times: int = _TIMED_STEPS) -> float:
    action()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return float(np.median(taken))


def _finish(fabric: Fabric) -> None:
    if fabric.device.type == "cuda":
        torch.cuda.synchronize()
