"""Measure a generator of imagery of Dubai on a tile that it was not trained on.

python -m training.experiments.measure_generator DATA_FOLDER GENERATOR EVALUATION_NETWORK OUTPUT.json [--codes 10]
    [--test-tile-alone] [--card] [--synthetic-only SYNTHETIC_ONLY.json]

GENERATOR is an imagery generator trained on tiles 4, 5, 7 and 8 of the Dubai aerial imagery dataset.
EVALUATION_NETWORK is one of those that `training.experiments.dubai_evaluation_network` trains on real imagery alone.
OUTPUT.json gets the label faithfulness of each random style on tile 2, beside the network's score on real imagery; the
diversity of the styles; distances from real imagery, beside those of real from real imagery; and the copy audit.
`training.experiments.train_on_synthetic` gives the scores of networks that were trained on synthetic imagery alone:
--synthetic-only copies them into the model's card.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lightning_fabric import Fabric

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.evaluation.imagery.comparison import Comparison, ImagerySet
from satsyn_core.evaluation.imagery.distances import frechet_distance
from satsyn_core.evaluation.imagery.evaluate import compare_imagery, search_copies
from satsyn_core.evaluation.imagery.features import FeatureExtractor, segmentation_features
from satsyn_core.evaluation.imagery.generated import GeneratedImagery, encoded_style
from satsyn_core.evaluation.imagery.patches import draw_patches
from satsyn_core.evaluation.imagery.result import ImageryEvaluation
from satsyn_core.evaluation.segmentation.evaluate import SegmentationEvaluation
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.model import ImageryGenerator
from satsyn_core.generator.network.noise import noise_seed_of
from satsyn_core.learning.devices import make_fabric
from satsyn_core.scenes.imagery import LabelledImagery, UnlabelledImagery
from satsyn_core.scenes.pairs import Scene, match_and_open_scene, open_imagery, pair_scenes
from satsyn_core.segmentation.model import SegmentationModel
from satsyn_core.segmentation.prediction import WindowPlan
from training.experiments.dubai_evaluation_network import TEST, VALIDATION
from training.experiments.printing_reporter import PrintingReporter

GENERATOR_TILES = ("tile4", "tile5", "tile7", "tile8")

PATCH, PATCHES, ALL_PATCHES = 128, 400, 500

DRAWS, STYLES = 3, 20
"""How often imagery of all tiles is generated, and in how many random styles each."""


def open_tile(data: Path, tile: str, scheme: ClassScheme, stack: ExitStack, reporter: PrintingReporter) -> Scene:
    """Open a tile until the stack closes."""
    files = pair_scenes([str(data / tile / "imagery.vrt")], [str(data / tile / "landcover.tif")])[0]
    return stack.enter_context(match_and_open_scene(files, scheme, None, reporter))


def mean_iou(
    network: SegmentationModel, imagery: LabelledImagery, fabric: Fabric, reporter: PrintingReporter
) -> dict[str, Any]:
    """Return the network's scores on imagery, against the land cover that it shows."""
    evaluation = SegmentationEvaluation(network.scheme.names)
    evaluation.add(network, imagery, WindowPlan.fitting(imagery.grid), fabric, reporter)
    measured = evaluation.scores.to_json(network.scheme.names)
    return {"mean_iou": measured["mean_iou"], "iou": {n: of["iou"] for n, of in measured["classes"].items()}}


def faithfulness(
    network: SegmentationModel,
    real: Scene,
    generated: Sequence[GeneratedImagery],
    fabric: Fabric,
    reporter: PrintingReporter,
) -> dict[str, Any]:
    """Return the network's scores on the real tile and on each synthetic image of its land cover."""
    on_real = mean_iou(network, real, fabric, reporter)
    on_synthetic = {one.name: mean_iou(network, one, fabric, reporter) for one in generated}
    scores = [one["mean_iou"] for one in on_synthetic.values()]
    return {
        "real": on_real,
        "styles": on_synthetic,
        "mean": statistics.mean(scores),
        "worst": min(scores),
        "ratio_to_real": statistics.mean(scores) / on_real["mean_iou"],
    }


@dataclass(frozen=True)
class MeasurementOptions:
    """How a generator is measured.

    Attributes:
        codes: number of random styles on the test tile.
        seed: of styles, noise and patches.
        device: "auto", "cpu" or "cuda".
        all_tiles: whether to measure all tiles, beside the test tile.
    """

    codes: int
    seed: int
    device: str
    all_tiles: bool


def measure(data: Path, generator_path: Path, network_path: Path, options: MeasurementOptions) -> dict[str, Any]:
    """Return all figures of a generator, by the names that OUTPUT.json has."""
    seed, device = options.seed, options.device
    reporter, fabric = PrintingReporter(), make_fabric(device)
    generator, network = load_generator(generator_path), SegmentationModel.load(network_path)
    with ExitStack() as stack:
        real, other = (open_tile(data, tile, network.scheme, stack, reporter) for tile in (TEST, VALIDATION))
        generated = [
            GeneratedImagery(
                f"style {code + 1}",
                real.land_cover,
                generator,
                generator.draw_style(seed, code),
                noise_seed_of(seed, code),
                device,
            )
            for code in range(options.codes)
        ]
        own = GeneratedImagery("own style", real.land_cover, generator, encoded_style(real, generator), seed, device)
        trained_on = []
        for tile in GENERATOR_TILES:
            imagery = stack.enter_context(open_imagery(str(data / tile / "imagery.vrt")))
            trained_on.append(UnlabelledImagery(tile, imagery.imagery, imagery.bands))
        extractor = segmentation_features(network)
        training_scenes = [open_tile(data, tile, network.scheme, stack, reporter) for tile in GENERATOR_TILES]
        comparison = Comparison(
            real=[real],
            sets=[ImagerySet("random styles", generated, [generated]), ImagerySet("encoded style", [own])],
            training=trained_on,
            unseen=[real, other],
            scheme=network.scheme,
            band_names=real.band_names,
            low=network.normalisation.low,
            high=network.normalisation.high,
            extractor=extractor,
            segmentation=None,
            patch=PATCH,
            count=PATCHES,
            seed=seed,
        )
        compared = compare_imagery(comparison, fabric, reporter)
        copies = search_copies(comparison, compared.sets[0].measures.patches, reporter)
        found = {
            "generator": {"name": generator.name, "digest": generator.digest},
            "evaluation_network": {"name": network.name, "digest": network.digest},
            "test": TEST,
            "faithfulness": faithfulness(network, real, [*generated, own], fabric, reporter),
            "imagery": ImageryEvaluation(comparison, compared, copies).to_json(),
        }
        if options.all_tiles:
            scenes = dict(zip((VALIDATION, *GENERATOR_TILES), (other, *training_scenes), strict=True))
            found["all_tiles"] = against_all_real(generator, {TEST: real, **scenes}, extractor, seed, device)
            found["real_tiles_over_floor"] = tiles_from_test(real, scenes, extractor, seed)
        return found


def against_all_real(
    generator: ImageryGenerator, scenes: Mapping[str, Scene], extractor: FeatureExtractor, seed: int, device: str
) -> dict[str, Any]:
    """Return the distance of synthetic imagery of all tiles, in random styles, from all real tiles, as the mean of
    several draws of styles and patches: with thirty styles it varied by half from draw to draw.

    Random styles are mixtures of those of all training tiles, so that they differ from the style of a single tile about
    as much as the other real tiles do. `tiles_from_test` gives that distance.
    """
    draws = [one_draw(generator, scenes, extractor, seed * DRAWS + draw, device) for draw in range(DRAWS)]
    floor, distance = (statistics.mean(values) for values in zip(*draws, strict=True))
    return {
        "tiles": list(scenes),
        "patches": ALL_PATCHES,
        "styles_of_a_tile": STYLES,
        "floor": floor,
        "frechet_distance": distance,
        "frechet_ratio_to_floor": distance / floor,
        "frechet_distance_of_each_draw": [of_draw for _, of_draw in draws],
    }


def one_draw(
    generator: ImageryGenerator, scenes: Mapping[str, Scene], extractor: FeatureExtractor, seed: int, device: str
) -> tuple[float, float]:
    """Return the distances of real and of synthetic patches from as many other real patches."""
    generated = [
        GeneratedImagery(
            f"{tile}, style {number + 1}",
            scene.land_cover,
            generator,
            generator.draw_style(seed, number),
            noise_seed_of(seed, number),
            device,
        )
        for first, (tile, scene) in enumerate(scenes.items())
        for number in range(first * STYLES, (first + 1) * STYLES)
    ]
    real = extractor.features(draw_patches(list(scenes.values()), PATCH, 2 * ALL_PATCHES, seed))
    half = len(real) // 2
    synthetic = extractor.features(draw_patches(generated, PATCH, half, seed))
    return frechet_distance(real[:half], real[half : 2 * half]), frechet_distance(real[:half], synthetic)


def tiles_from_test(
    test: Scene, scenes: Mapping[str, Scene], extractor: FeatureExtractor, seed: int
) -> dict[str, float]:
    """Return how far each other real tile is from the test tile, over the distance of the test tile's two halves."""
    own = extractor.features(draw_patches([test], PATCH, 2 * PATCHES, seed))
    half = len(own) // 2
    floor = frechet_distance(own[:half], own[half : 2 * half])
    return {
        tile: frechet_distance(own[:half], extractor.features(draw_patches([scene], PATCH, half, seed))) / floor
        for tile, scene in scenes.items()
    }


def summary(found: dict[str, Any]) -> dict[str, Any]:
    """Return the figures for a model's card."""
    faithful, imagery = found["faithfulness"], found["imagery"]
    random, own = imagery["sets"]["random styles"], imagery["sets"]["encoded style"]
    real, mean, worst = (
        round(score, 3) for score in (faithful["real"]["mean_iou"], faithful["mean"], faithful["worst"])
    )
    card = {
        "test": f"{found['test']}, {len(faithful['styles']) - 1} random styles and its own",
        "evaluation network's mean IoU on real imagery": real,
        "on synthetic imagery": f"{mean} mean, {worst} worst style",
        "Frechet distance of the test tile in random styles and in its own, over that of real from real imagery": (
            f"{random['frechet_ratio_to_floor']:.2f} and {own['frechet_ratio_to_floor']:.2f}"
        ),
        "copies": imagery["copy_audit"]["verdict"],
    }
    if "all_tiles" in found:
        card["Frechet distance of all tiles over that of real from real imagery"] = round(
            found["all_tiles"]["frechet_ratio_to_floor"], 2
        )
    if "synthetic_only" in found:
        trained = found["synthetic_only"]["scores"]["MEAN_IOU"]
        seeds = list(found["synthetic_only"]["seeds"].values())
        card["trained on synthetic imagery alone, mean IoU on real imagery"] = (
            f"{trained['synthetic']['mean']:.3f}, {trained['ratio']:.3f} of that of networks trained on real imagery; "
            f"{len(seeds)} seeds, {seeds[0]['STEPS']} steps each"
        )
    return card


def write_card(generator_path: Path, measured: dict[str, Any]) -> None:
    """Put the figures into the generator's file, for `describe-model`."""
    generator = load_generator(generator_path)
    generator.with_provenance(measured=measured).save(generator_path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the tiles")
    parser.add_argument("generator", type=Path)
    parser.add_argument("evaluation_network", type=Path)
    parser.add_argument("output", type=Path, help="JSON file to write; other files go beside it")
    parser.add_argument("--codes", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--test-tile-alone", action="store_true", help="leave out the other tiles: a third of the time")
    parser.add_argument("--synthetic-only", type=Path, help="file that train_on_synthetic wrote")
    parser.add_argument("--card", action="store_true", help="put the figures into the generator's file")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    chosen = parser.parse_args()
    options = MeasurementOptions(chosen.codes, chosen.seed, chosen.device, not chosen.test_tile_alone)
    found = measure(chosen.data, chosen.generator, chosen.evaluation_network, options)
    if chosen.synthetic_only:
        found["synthetic_only"] = json.loads(chosen.synthetic_only.read_text(encoding="utf-8"))
    chosen.output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if chosen.card:
        write_card(chosen.generator, summary(found))
    print(json.dumps(found, indent=1))
