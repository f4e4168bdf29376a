"""Run the study of one of our own places, which says whether synthetic imagery helps there.

python -m training.study.run_study PLACE DATA_FOLDER OUTPUT_FOLDER [--seeds 3] [--minutes 120] [--model MODEL]

PLACE is dubai, tokyo or india; its study file lies beside this script, and `--study-file` names another. DATA_FOLDER
holds the place's imagery, as the recipes of `training.recipes` describe it. No generator saw the validation and test
imagery of its place. A stopped study continues when it is run again.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from satsyn_core.jobs import run_job
from training.experiments.printing_reporter import PrintingReporter
from training.recipes.train_sentinel2_rgbn import training_and_held_out
from training.recipes.train_tokyo_vhr import tiles

FOLDER = Path(__file__).resolve().parent

INDIA_VALIDATION = 2
"""Of the held-out scenes of India, so many validate, and the others test."""

INDIA_SEEN = ("scene_065_rgbn.tif",)
"""Held-out scenes left out here: the ground of scene 65 is that of scene 64, which generator and networks learn from.
Patches of the near infrared match there with a correlation of 0.85 to 0.89, all at the same displacement."""

Pairs = tuple[Sequence[Path], Sequence[Path]]
"""Imagery, and land cover in the same order."""


@dataclass(frozen=True)
class StudyPlace:
    """The imagery of a place for training, validation and test, and the model of its synthetic imagery."""

    training: Pairs
    validation: Pairs
    test: Pairs
    model: str


def dubai(data: Path) -> StudyPlace:
    """Tiles 7, 8 and 5 train, tile 6 validates, and tile 2 tests; the generator also knows tile 4."""

    def pairs(*numbers: int) -> Pairs:
        folders = [data / f"tile{number}" for number in numbers]
        return [folder / "imagery.vrt" for folder in folders], [folder / "landcover.tif" for folder in folders]

    return StudyPlace(pairs(7, 8, 5), pairs(6), pairs(2), "urban-vhr")


def tokyo(data: Path) -> StudyPlace:
    """The tiles are divided by clusters of ground, as for the generator."""
    found = [tiles(data / name) for name in ("train", "val", "test")]
    train, validation, test = ((one.imagery, one.land_cover) for one in found)
    return StudyPlace(train, validation, test, "tokyo-vhr")


def india(data: Path) -> StudyPlace:
    """Every sixth scene is held out from the generator, and validates or tests here, if it shows other ground."""
    known, held_out = training_and_held_out(data)
    apart = [
        (image, cover)
        for image, cover in zip(held_out.imagery, held_out.land_cover, strict=True)
        if Path(image).name not in INDIA_SEEN
    ]
    images, covers = [image for image, _ in apart], [cover for _, cover in apart]
    validation = images[:INDIA_VALIDATION], covers[:INDIA_VALIDATION]
    test = images[INDIA_VALIDATION:], covers[INDIA_VALIDATION:]
    return StudyPlace((known.imagery, known.land_cover), validation, test, "sentinel2-rgbn")


PLACES: dict[str, Callable[[Path], StudyPlace]] = {"dubai": dubai, "tokyo": tokyo, "india": india}


def run(chosen: argparse.Namespace) -> dict[str, object]:
    """Run the study of a place, and return its outputs."""
    place = PLACES[chosen.place](chosen.data)
    groups = {"": place.training, "validation_": place.validation, "test_": place.test}
    files = {
        f"{purpose}{name}": [str(path) for path in paths]
        for purpose, pairs in groups.items()
        for name, paths in zip(("imagery", "landcover"), pairs, strict=True)
    }
    study = chosen.study_file or FOLDER / f"{chosen.place}.yaml"
    options = {"seeds": chosen.seeds, "minutes": chosen.minutes, "device": chosen.device, "shard": chosen.shard}
    model = {"model": chosen.model or place.model, "study_file": str(study), "output": str(chosen.output)}
    return run_job("mix-study", {**files, **model, **options}, PrintingReporter())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("place", choices=tuple(PLACES))
    parser.add_argument("data", type=Path, help="folder of the place's imagery")
    parser.add_argument("output", type=Path, help="folder of the study")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--model", help="another generator")
    parser.add_argument("--study-file", type=Path, help="another study file")
    parser.add_argument("--shard", help='share of the trainings, as in "3/16"')
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    print(json.dumps(run(parser.parse_args()), indent=1))
