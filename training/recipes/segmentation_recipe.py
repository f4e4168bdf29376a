"""What a recipe of a segmentation model is made of, and how it is trained."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from satsyn_core.command_line import main
from satsyn_core.contract.bundled import RESOURCES
from satsyn_core.segmentation.model import SegmentationModel
from training.recipes.scene_paths import ScenePaths

SEED = 1000
"""Far from the seeds of the evaluation networks."""


@dataclass(frozen=True)
class SegmentationRecipe:
    """A segmentation model: network, options of its training and card.

    Attributes:
        name: of the model.
        scheme: id of the class scheme.
        card: data and licence, for the model's card.
        options: of train-evaluate-segmentation, without dashes.
    """

    name: str
    scheme: str
    card: Mapping[str, str]
    options: Mapping[str, str]

    def train(self, training: ScenePaths, validation: ScenePaths, arguments: argparse.Namespace) -> int:
        """Train the model from random weights and write its card; return the exit code.

        Args:
            training, validation: scenes; those for validation choose the best weights.
            arguments: of `read_arguments`.
        """
        options = [text for name, value in self.options.items() for text in (f"--{name}", value)]
        code = main(
            [
                "train-evaluate-segmentation",
                "--imagery",
                *training.imagery_names,
                "--landcover",
                *training.land_cover_names,
                "--validation-imagery",
                *validation.imagery_names,
                "--validation-landcover",
                *validation.land_cover_names,
                "--scheme",
                str(RESOURCES / "class_schemes" / f"{self.scheme}.json"),
                "--no-pretrained",
                "--patience",
                "0",
                *options,
                "--steps",
                str(arguments.steps),
                "--seed",
                str(arguments.seed),
                "--name",
                self.name,
                "--output",
                str(arguments.output),
            ]
        )
        if code == 0:
            model = SegmentationModel.load(arguments.output)
            replace(model, provenance={**model.provenance, **self.card}).save(arguments.output)
        return code


def read_arguments(description: str | None, output: Path | None, steps: int) -> argparse.Namespace:
    """Return the command line of a recipe: folder of the data, output, steps and seed.

    Args:
        description: what the script does, for its help.
        output: where the model goes by default; None asks for it.
        steps: of the training, by default.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the scenes")
    parser.add_argument("--output", type=Path, default=output, required=output is None)
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args()
