"""The HTML report of a generator's training: losses, samples, and the values it paints against those it learnt from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib.image
import numpy as np
from numpy.typing import NDArray

from ...generator.model import ImageryGenerator
from ...generator.training.crops import GeneratorCrops
from ...generator.training.method import TrainingMethod
from ...generator.training.random_streams import CropStream
from ..imagery.histograms import Histograms, histogram_distances, histograms
from ..imagery.patches import Patches
from .html import write_report
from .pictures import figure_uri, picture_uri
from .plots import histogram_figure, losses_figure

LOSS_FAMILIES = {
    "Discriminator": ("discriminator_real", "discriminator_synthetic", "patch_real", "patch_synthetic"),
    "Generator, adversarial": ("class_adversarial", "patch_adversarial", "diversity"),
    "Generator, reconstruction": ("feature_matching", "perceptual", "colour", "divergence"),
    "Generator, texture": ("patch_texture", "feature_texture"),
    "Distance of painted from real patches on validation crops": ("validation_distance",),
}


def measured_values(generator: ImageryGenerator, crops: GeneratedCrops) -> tuple[Histograms, Histograms]:
    """Return the histograms of real and of painted crops, by class and band."""
    values = generator.values
    real, painted = (
        histograms(
            Patches(images, crops.labels, ()),
            generator.band_names,
            len(generator.scheme.classes),
            values.low,
            values.high,
        )
        for images in (crops.real, crops.painted)
    )
    return real, painted


def training_metrics(
    generator: ImageryGenerator, history: Sequence[Mapping[str, float]], crops: GeneratedCrops
) -> dict[str, Any]:
    """Return what a training measured, JSON-compatible: settings, losses by step, and distances of the value
    histograms.

    A distance is the earth mover's between the histograms of real and painted crops, as a share of the value range.
    """
    real, painted = measured_values(generator, crops)
    apart = histogram_distances(real, painted)
    return {
        "settings": generator.provenance["settings"],
        "losses": list(history),
        "value_distances": {
            name: {band: float(apart[index, place]) for place, band in enumerate(real.channels)}
            for index, name in enumerate(generator.scheme.names)
            if np.isfinite(apart[index]).all()
        },
    }


def write_generator_report(
    path: Path,
    generator: ImageryGenerator,
    history: Sequence[Mapping[str, float]],
    sheet: Path,
    crops: GeneratedCrops,
) -> None:
    """Write the report.

    Args:
        path: HTML file to write.
        generator: the trained generator.
        history: losses by step.
        sheet: PNG of samples.
        crops: real crops and what the generator paints of their land cover.
    """
    metrics = training_metrics(generator, history, crops)
    real, painted = measured_values(generator, crops)
    edges = np.linspace(0, 1, real.counts.shape[2] + 1)
    classes = []
    for index, known in enumerate(generator.scheme.classes):
        if known.name not in metrics["value_distances"]:
            continue
        lines = {
            band: {"real": real.shares[index, place], "synthetic": painted.shares[index, place]}
            for place, band in enumerate(real.channels)
        }
        classes.append(
            {
                "name": known.name,
                "distances": metrics["value_distances"][known.name],
                "figure": figure_uri(histogram_figure(lines, edges)),
            }
        )
    shown = (matplotlib.image.imread(sheet)[..., :3] * 255).round().astype(np.uint8)
    content = {
        "title": f"Generator: {generator.name}",
        "lead": f"{len(generator.scheme.classes)} classes, bands {', '.join(generator.band_names)}, "
        f"{generator.ground_sampling_distance:.3g} m a pixel.",
        "sheet": picture_uri(shown),
        "losses": [
            {"name": family, "figure": figure_uri(losses_figure(history, names))}
            for family, names in LOSS_FAMILIES.items()
            if any(name in entry for entry in history for name in names)
        ],
        "classes": classes,
        "facts": [(key.replace("_", " "), str(value)) for key, value in metrics["settings"].items()],
    }
    write_report(path, "generator", content)


CROPS_A_DRAW = 3


@dataclass(frozen=True)
class GeneratedCrops:
    """N crops.

    Attributes:
        real, painted: (N, bands, size, size) digital numbers.
        labels: class indices (N, size, size), 255 where unknown.
    """

    real: NDArray[np.integer]
    painted: NDArray[np.integer]
    labels: NDArray[np.uint8]


def generate_crops(method: TrainingMethod, sampler: GeneratorCrops, draws: int) -> GeneratedCrops:
    """Return `draws` times three crops, each painted in its own encoded style.

    Args:
        method: a training that is finished.
        sampler: of the training.
        draws: how many batches of three.
    """
    values = sampler.value_range
    real, painted, labels = [], [], []
    for number in range(draws):
        crops = sampler.draw(CropStream.REPORT.step(number), CROPS_A_DRAW)
        images = method.painted(crops, method.encoded(crops), seed=number)
        real.append(values.from_network(crops.image))
        painted.append(values.from_network(images.float().cpu().numpy()))
        labels.append(crops.labels)
    return GeneratedCrops(np.concatenate(real), np.concatenate(painted), np.concatenate(labels))
