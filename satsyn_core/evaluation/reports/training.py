"""The HTML report of a generator's training: losses, samples, and the values of generated and of real imagery."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib.image
import numpy as np
from numpy.typing import NDArray

from ...contract.atomic_files import complete_or_absent
from ...contract.figure_scales import PATCH_DISTANCE, VALUE_DISTANCE
from ...contract.model_card import Provenance
from ...contract.wording import counted
from ...generator.model import ImageryGenerator
from ...generator.training.crops import GeneratorCrops
from ...generator.training.method import TrainingMethod
from ...generator.training.random_streams import CropStream
from ..imagery.histograms import Histograms, histogram_distances, histograms
from ..imagery.patches import Patches
from .html import ScaledFigure, scale_rows, write_report
from .pictures import figure_uri, picture_uri
from .plots import histogram_figure, losses_figure

LOSS_GROUPS = {
    "Discriminator": (
        "discriminator_real",
        "discriminator_synthetic",
        "patch_real",
        "patch_synthetic",
        "gradient_penalty",
    ),
    "Generator, adversarial": ("class_adversarial", "patch_adversarial", "diversity"),
    "Generator, reconstruction": (
        "feature_matching",
        "perceptual",
        "colour",
        "divergence",
        "style_statistics",
        "style_regression",
    ),
    "Generator, texture": ("patch_texture", "feature_texture"),
    "Sliced Wasserstein distance of generated from real patches, on validation crops": ("validation_distance",),
}
"""The losses that share a figure, by the title of the figure."""

DRAWS = 16
CROPS_PER_DRAW = 3
"""How many batches of crops are drawn from which the values in report and metrics are taken, and their size."""


@dataclass(frozen=True)
class GeneratedCrops:
    """N real crops, and what the generator makes of their land cover.

    Attributes:
        real, synthetic: (N, bands, size, size) digital numbers.
        labels: class indices (N, size, size), 255 where unknown.
    """

    real: NDArray[np.integer]
    synthetic: NDArray[np.integer]
    labels: NDArray[np.uint8]


@dataclass(frozen=True)
class TrainingMetrics:
    """What was measured of a finished training.

    Attributes:
        settings: of the training by name.
        losses: by step.
        class_names: K names.
        real, synthetic: histograms of real and of generated crops, by class and band.
    """

    settings: Mapping[str, Any]
    losses: Sequence[Mapping[str, float]]
    class_names: tuple[str, ...]
    real: Histograms
    synthetic: Histograms

    @property
    def value_distances(self) -> dict[str, dict[str, float]]:
        """Earth mover's distances of the histograms by class and band, as shares of the value range.

        Classes without pixels are left out.
        """
        apart = histogram_distances(self.real, self.synthetic)
        return {
            name: {band: float(apart[index, place]) for place, band in enumerate(self.real.channels)}
            for index, name in enumerate(self.class_names)
            if np.isfinite(apart[index]).all()
        }

    @property
    def mean_value_distance(self) -> float:
        """Mean of all value distances."""
        distances = [distance for bands in self.value_distances.values() for distance in bands.values()]
        return sum(distances) / len(distances)

    def to_json(self) -> dict[str, Any]:
        """Return the metrics as JSON-compatible values."""
        return {
            "settings": dict(self.settings),
            "losses": list(self.losses),
            "value_distances": self.value_distances,
        }

    def write(self, path: Path) -> None:
        """Write the metrics as a JSON file."""
        with complete_or_absent(path) as temporary:
            temporary.write_text(json.dumps(self.to_json(), indent=2), encoding="utf-8")


def measure_training(
    generator: ImageryGenerator,
    method: TrainingMethod,
    sampler: GeneratorCrops,
    history: Sequence[Mapping[str, float]],
) -> TrainingMetrics:
    """Return the metrics of a training that is finished.

    Args:
        generator: the trained generator.
        method: its training; it generates real crops anew, each in its own encoded style.
        sampler: of the training.
        history: losses by step.
    """
    crops = _generate_crops(method, sampler)
    values, classes = generator.values, len(generator.scheme.classes)
    real, synthetic = (
        histograms(Patches(images, crops.labels, ()), generator.band_names, classes, values.low, values.high)
        for images in (crops.real, crops.synthetic)
    )
    settings = Provenance(generator.provenance).settings
    return TrainingMetrics(settings, history, tuple(generator.scheme.names), real, synthetic)


def _generate_crops(method: TrainingMethod, sampler: GeneratorCrops) -> GeneratedCrops:
    values = sampler.value_range
    real, synthetic, labels = [], [], []
    for number in range(DRAWS):
        crops = sampler.draw(CropStream.REPORT.step(number), CROPS_PER_DRAW)
        images = method.generate(crops, method.encode_styles(crops), seed=number)
        real.append(values.from_network(crops.image))
        synthetic.append(values.from_network(images.float().cpu().numpy()))
        labels.append(crops.labels)
    return GeneratedCrops(np.concatenate(real), np.concatenate(synthetic), np.concatenate(labels))


def write_generator_report(path: Path, generator: ImageryGenerator, metrics: TrainingMetrics, sheet: Path) -> None:
    """Write the report.

    Args:
        path: HTML file to write.
        generator: the trained generator.
        metrics: of its training.
        sheet: PNG of samples.
    """
    samples = (matplotlib.image.imread(sheet)[..., :3] * 255).round().astype(np.uint8)
    content = {
        "title": f"Generator: {generator.name}",
        "lead": f"{counted(len(generator.scheme.classes), 'class', 'classes')}, "
        f"bands {', '.join(generator.band_names)}, {generator.ground_sampling_distance:.3g} m a pixel.",
        "head": [
            ("Model", generator.name),
            ("Trained on", str(generator.provenance.get("data", ""))),
            ("Training", _steps_in_words(generator)),
        ],
        "scaled": scale_rows(_scaled(generator, metrics)),
        "sheet": picture_uri(samples),
        "losses": [
            {"name": title, "figure": figure_uri(losses_figure(metrics.losses, names))}
            for title, names in LOSS_GROUPS.items()
            if any(name in entry for entry in metrics.losses for name in names)
        ],
        "classes": _classes(metrics),
        "facts": [(key.replace("_", " "), str(value)) for key, value in metrics.settings.items()],
    }
    write_report(path, "generator", content)


def _scaled(generator: ImageryGenerator, metrics: TrainingMetrics) -> list[ScaledFigure]:
    distance = generator.provenance.get("validation_distance")
    found = [ScaledFigure(PATCH_DISTANCE, float(distance))] if distance is not None else []
    return [*found, ScaledFigure(VALUE_DISTANCE, metrics.mean_value_distance)]


def _steps_in_words(generator: ImageryGenerator) -> str:
    steps = Provenance(generator.provenance).steps
    return "" if steps is None else f"the weights after {counted(steps, 'step')}"


def _classes(metrics: TrainingMetrics) -> list[dict[str, Any]]:
    """Return the name, the distances and the histograms of each class with pixels."""
    edges = np.linspace(0, 1, metrics.real.counts.shape[2] + 1)
    real, synthetic = metrics.real.shares, metrics.synthetic.shares
    distances = metrics.value_distances
    classes = []
    for index, name in enumerate(metrics.class_names):
        if name in distances:
            lines = {
                band: {"real": real[index, place], "synthetic": synthetic[index, place]}
                for place, band in enumerate(metrics.real.channels)
            }
            figure = figure_uri(histogram_figure(lines, edges))
            classes.append({"name": name, "distances": distances[name], "figure": figure})
    return classes
