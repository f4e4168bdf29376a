"""Measure how much of the variety of real imagery the random styles of a generator cover.

python -m training.experiments.measure_coverage GENERATOR OUTPUT.json --imagery A.tif B.tif --landcover A.tif B.tif
    [--crop 128] [--crops 48] [--rounds 4] [--drawing random mixtures entries apart own]
    [--evaluation-networks SEGMENTATION ...] [--training-imagery C.tif ... --training-landcover C.tif ...]

For each class, CROPS crops of real imagery show it. `satsyn_core.evaluation.imagery.range_coverage` says what is
measured of a class in a crop, and what coverage is. Synthetic imagery of the same land cover, each crop in a random
style of its own, is compared with it. Coverage is the mean over ROUNDS draws of styles. As many other real crops are
measured in the same way: their coverage is the most that a generator can be expected to reach. With the training
imagery, crops of it are measured too, since a generator that was trained on it perfectly would vary as it does.

Variety is of no use where imagery no longer shows its land cover. With evaluation networks, segmentation models of the
same classes that were trained on real imagery alone, the file also has their mean IoU on the real and on the synthetic
crops.

Ways of drawing styles: `random` as `generate-imagery` does; `mixtures` lies between two entries of the style bank;
`entries` takes single entries; `apart` takes the scene code and the code of each class from random entries, whether the
model file allows the class or not; `own` encodes each crop's own imagery.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from satsyn_core.contract.progress import Reporter
from satsyn_core.evaluation.imagery.range_coverage import ClassFigures, class_figures, range_coverage
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.image_radiometry import with_own_radiometry
from satsyn_core.generator.image_styles import with_bank
from satsyn_core.generator.network.inputs import label_inputs
from satsyn_core.generator.network.noise import RandomNoise
from satsyn_core.generator.network.styled_images import styled_images
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.generator.styles import draw_apart, draw_mixture
from satsyn_core.generator.training.batch import encoder_inputs
from satsyn_core.generator.training.crops import CropBatch, GeneratorCrops
from satsyn_core.learning.iou import class_iou, mean_iou
from satsyn_core.scenes.arrays import SceneArrays, shuffled_candidates, write_scene_arrays
from satsyn_core.scenes.pairs import pair_scenes
from satsyn_core.scenes.sources import match_sources
from satsyn_core.scenes.value_range import ValueRange
from satsyn_core.segmentation.model import SegmentationModel

DRAWINGS = ("random", "mixtures", "entries", "apart", "own")

MIN_ENCODED_PIXELS = 64
"""Pixels of a class in a crop from which its code is encoded."""

CROPS_AT_A_TIME = 6
MAX_DRAWS, MAX_FRUITLESS = 3000, 500
"""Draws in search of crops at most, and those in a row that give none: a class may be missing."""


@dataclass(frozen=True)
class RealCrop:
    """One crop of real imagery.

    Attributes:
        crop: imagery and land cover, a batch of one.
        figures: of each class (K, F), NaN for a class with too few inner pixels.
    """

    crop: CropBatch
    figures: NDArray[np.float64]


@dataclass(frozen=True)
class CoverageOptions:
    """How coverage is measured.

    Attributes:
        crop: pixels along the side of a crop.
        crops: number of crops of each class.
        rounds: draws of random styles.
        drawings: ways of drawing styles, of `DRAWINGS`.
    """

    crop: int
    crops: int
    rounds: int
    drawings: tuple[str, ...]


def crop_figures(generator: SeamlessGenerator, images: Tensor, labels: Tensor) -> ClassFigures:
    """Return what images (N, bands, h, w) in [-1, 1] show of the classes of labels (N, h, w)."""
    numbers = generator.values.from_network(images.numpy())
    return class_figures(
        numbers, labels.numpy(), len(generator.scheme.names), generator.band_names, generator.values.low
    )


def collect_crops(generator: SeamlessGenerator, sampler: GeneratorCrops, wanted: int) -> list[RealCrop]:
    """Return crops until `wanted` show each class, or further draws give no more."""
    kept: list[RealCrop] = []
    counts = np.zeros(len(generator.scheme.names), int)
    fruitless = 0
    for step in range(MAX_DRAWS):
        before = len(kept)
        batch = sampler.draw(step, CROPS_AT_A_TIME)
        labels = torch.from_numpy(batch.labels)
        figures = crop_figures(generator, torch.from_numpy(batch.image), labels).values
        for number in range(CROPS_AT_A_TIME):
            present = ~np.isnan(figures[number, :, 0])
            if (present & (counts < wanted)).any():
                counts += present
                kept.append(RealCrop(_single(batch, number), figures[number]))
        fruitless = 0 if len(kept) > before else fruitless + 1
        if (counts >= wanted).all() or fruitless == MAX_FRUITLESS:
            break
    return kept


def _single(batch: CropBatch, number: int) -> CropBatch:
    """Return one crop of a batch as a batch of one."""
    own = slice(number, number + 1)
    return CropBatch(batch.image[own], batch.labels[own], batch.label_crop.select(own))


class StyleDraws:
    """Draws style codes of a generator in one of the `DRAWINGS`."""

    def __init__(self, generator: SeamlessGenerator, drawing: str, seed: int) -> None:
        self.generator, self.drawing, self.seed = generator, drawing, seed
        self._rng = np.random.default_rng(seed)
        self._drawn = 0

    def code(self, crop: CropBatch) -> Tensor:
        """Return a code (1, numbers) for a batch of one crop."""
        architecture = self.generator.architecture
        self._drawn += 1
        if self.drawing == "random":
            return torch.from_numpy(self.generator.draw_style(self.seed, self._drawn).code)[None]
        bank = self.generator.whole_bank
        if self.drawing == "mixtures":
            return torch.from_numpy(draw_mixture(bank.numpy(), self.seed, self._drawn).code)[None]
        if self.drawing == "entries":
            return bank[int(self._rng.integers(len(bank)))][None]
        if self.drawing == "apart":
            parts = [self.generator.class_code(index) for index in range(architecture.classes)]
            anything = np.ones((len(bank), architecture.classes), bool)
            return torch.from_numpy(draw_apart(bank.numpy(), anything, parts, self.seed, self._drawn).code)[None]
        image, class_masks = encoder_inputs(crop, architecture, torch.device("cpu"))
        means, _ = self.generator.encoder(image, class_masks)
        present = class_masks.flatten(2).sum(2) >= MIN_ENCODED_PIXELS
        code = with_bank(means, present, architecture, bank)[0]
        if self.generator.bank_radiometry is not None:
            code = with_own_radiometry(self.generator.network, code, crop.image[0], crop.labels[0])
        return code[None]


@torch.inference_mode()
def synthetic_images(generator: SeamlessGenerator, crops: Sequence[RealCrop], draws: StyleDraws) -> Tensor:
    """Return images (N, bands, h, w) in [-1, 1] of the land cover of crops, each in a style of its own."""
    noise = RandomNoise(torch.Generator().manual_seed(draws.seed))
    images = []
    for real in crops:
        inputs = label_inputs(generator.architecture, real.crop.label_crop).with_noise(noise)
        images.append(styled_images(generator.network, inputs, draws.code(real.crop)))
    return torch.cat(images)


@torch.inference_mode()
def label_faithfulness(
    network: SegmentationModel, images: Tensor, labels: Tensor, values: ValueRange
) -> dict[str, Any]:
    """Return an evaluation network's mean IoU and that of each class.

    Args:
        network: trained on real imagery alone.
        images: (N, bands, h, w) in [-1, 1].
        labels: class indices (N, h, w), 255 where unknown.
        values: value range of the imagery.
    """
    names = network.scheme.names
    confusion = np.zeros((len(names), len(names)), np.int64)
    for image, own in zip(images.numpy(), labels.numpy(), strict=True):
        known = own < len(names)
        pixels = network.normalisation.to_network(values.from_network(image)[None], known[None])
        predicted = network.network(torch.from_numpy(pixels))[0].argmax(0).numpy()[known].astype(np.int64)
        pairs = own[known] * np.int64(len(names)) + predicted
        confusion += np.bincount(pairs, minlength=len(names) ** 2).reshape(len(names), -1)
    of_classes = zip(names, class_iou(confusion), strict=True)
    return {"mean_iou": mean_iou(confusion), "iou": {name: float(iou) for name, iou in of_classes if not np.isnan(iou)}}


class Measurement:
    """Real crops, and what other imagery of their land cover is compared with."""

    def __init__(
        self,
        generator: SeamlessGenerator,
        scenes: Sequence[SceneArrays],
        networks: Sequence[SegmentationModel],
        options: CoverageOptions,
    ) -> None:
        """Draw the crops.

        Args:
            generator: to be measured.
            scenes: of its classes and bands.
            networks: evaluation networks.
            options: see `CoverageOptions`.
        """
        self.generator, self.networks, self.options = generator, networks, options
        self.crops, self.others = (
            collect_crops(
                generator,
                GeneratorCrops(scenes, generator.architecture, generator.values, options.crop, seed),
                options.crops,
            )
            for seed in (1, 2)
        )
        self.labels = torch.from_numpy(np.concatenate([one.crop.labels for one in self.crops]))

    def real(self) -> dict[str, Any]:
        """Return the coverage of real crops by other real crops."""
        images = torch.from_numpy(np.concatenate([one.crop.image for one in self.crops]))
        return {**self._table([self._figures(self.others)]), **self._faithfulness([images])}

    def other_places(self, scenes: Sequence[SceneArrays]) -> dict[str, Any]:
        """Return the coverage of the real crops by real crops of other scenes, as the mean over several draws."""
        generator, options = self.generator, self.options
        drawn = [
            collect_crops(
                generator,
                GeneratorCrops(scenes, generator.architecture, generator.values, options.crop, seed),
                options.crops,
            )
            for seed in range(3, 3 + options.rounds)
        ]
        return self._table([self._figures(crops) for crops in drawn])

    def synthetic(self, drawing: str) -> dict[str, Any]:
        """Return the coverage of real crops by synthetic ones in styles drawn in one way."""
        rounds = [
            synthetic_images(self.generator, self.crops, StyleDraws(self.generator, drawing, number + 1))
            for number in range(1 if drawing == "own" else self.options.rounds)
        ]
        figures = [crop_figures(self.generator, images, self.labels) for images in rounds]
        return {**self._table(figures), **self._faithfulness(rounds)}

    def _figures(self, crops: Sequence[RealCrop]) -> ClassFigures:
        names = crop_figures(self.generator, torch.zeros(0, 1, 1, 1), torch.zeros(0, 1, 1)).names
        return ClassFigures(names, np.stack([one.figures for one in crops]))

    def _table(self, others: Sequence[ClassFigures]) -> dict[str, Any]:
        found = range_coverage(self._figures(self.crops), others, self.generator.scheme.names, self.options.crops)
        if found is None:
            sys.exit("The imagery shows no class often enough: give more imagery, or choose smaller crops.")
        return found.to_json()

    def _faithfulness(self, rounds: Sequence[Tensor]) -> dict[str, Any]:
        """Return the scores of each evaluation network on sets of images of the crops."""
        values = self.generator.values
        scores = [
            [label_faithfulness(network, images, self.labels, values) for images in rounds] for network in self.networks
        ]
        return {"label_faithfulness": scores} if scores else {}


def measure(measurement: Measurement, training: Sequence[SceneArrays] = ()) -> dict[str, Any]:
    """Return the coverage of real by other real crops and by each way of drawing styles, and print a summary.

    Args:
        measurement: has the crops.
        training: scenes of the training, whose coverage is measured too; may be empty.
    """
    measured = {"real": measurement.real()}
    if training:
        measured["training imagery"] = measurement.other_places(training)
    for drawing in measurement.options.drawings:
        measured[drawing] = measurement.synthetic(drawing)
    for name, table in measured.items():
        scores = [np.mean([one["mean_iou"] for one in rounds]) for rounds in table.get("label_faithfulness", ())]
        read = ", ".join(f"{score:.3f}" for score in scores)
        print(f"{name}: mean {table['mean']:.3f}, worst {table['worst']:.3f}; mean IoU {read or 'not measured'}")
    return measured


def coverage_of(
    generator: SeamlessGenerator,
    files: tuple[Sequence[str], Sequence[str]],
    networks: Sequence[SegmentationModel],
    options: CoverageOptions,
    training: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> dict[str, Any]:
    """Return the coverage of real imagery by other real crops and by each way of drawing styles, and print a summary.

    Args:
        generator: to be measured.
        files: imagery, and the land cover of each in the same order.
        networks: evaluation networks.
        options: see `CoverageOptions`.
        training: imagery of the training with its land cover, whose coverage is measured too; may be empty.
    """
    with tempfile.TemporaryDirectory() as folder:

        def arrays_of(purpose: str, given: tuple[Sequence[str], Sequence[str]]) -> Sequence[SceneArrays]:
            sources = match_sources(pair_scenes(*given), generator.scheme, None, None, Reporter())
            return write_scene_arrays(sources, Path(folder), purpose, shuffled_candidates, Reporter()).scenes

        others = arrays_of("training", training) if training[0] else ()
        return measure(Measurement(generator, arrays_of("coverage", files), networks, options), others)


def write_coverage(arguments: argparse.Namespace) -> None:
    """Measure the generator of the command line and write the JSON file."""
    generator = load_generator(arguments.generator)
    if not isinstance(generator, SeamlessGenerator):
        sys.exit(f"{generator.name} has no bank of style codes.")
    networks = [SegmentationModel.load(path) for path in arguments.evaluation_networks]
    for network in networks:
        network.network.eval()
    options = CoverageOptions(arguments.crop, arguments.crops, arguments.rounds, tuple(arguments.drawing))
    paths = [Path(one) for one in arguments.imagery]
    facts = {
        "model": generator.name,
        "digest": f"sha256 {generator.digest[:12]}",
        "imagery": [path.parent.name if path.stem == "imagery" else path.name for path in paths],
        "crop": options.crop,
        "crops": options.crops,
        "rounds": options.rounds,
        "evaluation_networks": [network.digest[:12] for network in networks],
        "coverage": coverage_of(
            generator,
            (arguments.imagery, arguments.landcover),
            networks,
            options,
            (arguments.training_imagery, arguments.training_landcover),
        ),
    }
    arguments.output.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("generator", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--imagery", nargs="+", required=True)
    parser.add_argument("--landcover", nargs="+", required=True, help="in the order of the imagery")
    parser.add_argument("--crop", type=int, default=128, help="pixels along the side of a crop")
    parser.add_argument("--crops", type=int, default=48, help="number of crops of each class")
    parser.add_argument("--rounds", type=int, default=4, help="draws of random styles")
    parser.add_argument("--drawing", nargs="+", choices=DRAWINGS, default=list(DRAWINGS), help="ways of drawing styles")
    parser.add_argument(
        "--evaluation-networks", type=Path, nargs="+", default=[], help="segmentation models of the same classes"
    )
    parser.add_argument("--training-imagery", nargs="+", default=[], help="imagery of the training")
    parser.add_argument("--training-landcover", nargs="+", default=[], help="in the order of the training imagery")
    write_coverage(parser.parse_args())
