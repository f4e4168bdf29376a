"""The common part of the generators' recipes: their command line, and the training and finishing of the model."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from satsyn_core.command_line import main
from satsyn_core.contract.bundled import RESOURCES
from training.experiments.relabel_generator import write_relabelled
from training.recipes.finished_model import Finish, finish
from training.recipes.scene_paths import ScenePaths


@dataclass(frozen=True)
class RecipeScenes:
    """The scenes of a recipe.

    Attributes:
        training: to train on.
        validation: to choose the weights by.
        test: for sample sheet and card; empty leaves both out.
    """

    training: ScenePaths
    validation: ScenePaths
    test: ScenePaths


@dataclass(frozen=True)
class Start:
    """The weights that a training starts from, of another bundled generator.

    Attributes:
        model: name of that generator.
        classes: for each class of the recipe, the class of that generator whose weights it takes.
    """

    model: str
    classes: Mapping[str, str]

    def write(self, scheme: Path, output: Path) -> None:
        """Write the generator that the training starts from, with the classes of a scheme."""
        pairs = [f"{new}={old}" for new, old in self.classes.items()]
        write_relabelled(RESOURCES / "models" / f"{self.model}.safetensors", scheme, output, pairs)


@dataclass(frozen=True)
class Recipe:
    """How a bundled generator is trained.

    Attributes:
        name: of the model; it is written to `resources/models`.
        scheme: name of its class scheme.
        data: a sentence on the imagery, for the model card.
        licence: of the imagery.
        options: further options of `train-generator`, by name.
        finish: how its style bank, sample sheet and card are made.
        start: the weights that the training starts from; None for random ones.
    """

    name: str
    scheme: str
    data: str
    licence: str
    options: Mapping[str, str]
    finish: Finish
    start: Start | None = None

    def train(self, scenes: RecipeScenes, arguments: argparse.Namespace) -> int:
        """Train and finish the model with the arguments of `read_arguments`; return the exit code.

        A training that stops before its last step is not finished.
        """
        output = arguments.output or RESOURCES / "models" / f"{self.name}.safetensors"
        if not arguments.finish_alone:
            with tempfile.TemporaryDirectory() as folder:
                code = self._train(scenes, arguments, output, self._initial_model(arguments, Path(folder)))
            stops = arguments.stop_after is not None and arguments.stop_after < arguments.iterations
            if code or stops or arguments.weights_alone:
                return code
        finish(output, scenes.training, scenes.test, self.finish)
        return 0

    def _initial_model(self, arguments: argparse.Namespace, folder: Path) -> Path | None:
        chosen: Path | None = arguments.initial_model
        if chosen or self.start is None:
            return chosen
        path = folder / f"{self.start.model}.safetensors"
        self.start.write(self._scheme, path)
        return path

    @property
    def _scheme(self) -> Path:
        return RESOURCES / "class_schemes" / f"{self.scheme}.json"

    def _train(self, scenes: RecipeScenes, arguments: argparse.Namespace, output: Path, initial: Path | None) -> int:
        options = {
            "imagery": scenes.training.imagery_names,
            "landcover": scenes.training.land_cover_names,
            "validation-imagery": scenes.validation.imagery_names,
            "validation-landcover": scenes.validation.land_cover_names,
            "scheme": [str(self._scheme)],
            "iterations": [str(arguments.iterations)],
            "name": [self.name],
            "data": [self.data],
            "licence": [self.licence],
            "output": [str(output)],
            **{name: [value] for name, value in self.options.items()},
        }
        if initial:
            options["initial-model"] = [str(initial)]
        for name in (
            "stop_after",
            "warm_up",
            "crop",
            "patience",
            "shapes",
            "instances",
            "instance_size",
            "diversity",
            "loss_weights",
            "plan_share",
            "seed",
        ):
            if getattr(arguments, name) is not None:
                options[name.replace("_", "-")] = [str(getattr(arguments, name))]
        return main(["train-generator", *(word for name, words in options.items() for word in (f"--{name}", *words))])


def read_arguments(description: str | None, iterations: int) -> argparse.Namespace:
    """Return the arguments of the command line, see `recipe_parser`."""
    return recipe_parser(description, iterations).parse_args()


def recipe_parser(description: str | None, iterations: int) -> argparse.ArgumentParser:
    """Return the parser of a recipe's arguments: data, output, iterations, and options of `train-generator`.

    Args:
        description: what the script does, for its help.
        iterations: number of training steps by default.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the imagery")
    parser.add_argument("--output", type=Path, help="model file; the bundled one when left out")
    parser.add_argument("--iterations", type=int, default=iterations)
    parser.add_argument("--stop-after", type=int, help="step after which to stop; run again to go on")
    ends = parser.add_mutually_exclusive_group()
    ends.add_argument("--weights-alone", action="store_true", help="make no style bank, sample sheet and card")
    ends.add_argument("--finish-alone", action="store_true", help="make those of the model at --output; do not train")
    parser.add_argument("--initial-model", type=Path, help="generator whose weights to start from")
    parser.add_argument("--warm-up", type=int, help="as of train-generator")
    parser.add_argument("--crop", type=int, help="as of train-generator")
    parser.add_argument("--patience", type=int, help="as of train-generator")
    parser.add_argument("--shapes", help="as of train-generator")
    parser.add_argument("--instances", help="as of train-generator")
    parser.add_argument("--instance-size", type=int, help="as of train-generator")
    parser.add_argument("--diversity", type=float, help="as of train-generator")
    parser.add_argument("--loss-weights", help="as of train-generator")
    parser.add_argument("--plan-share", type=float, help="as of train-generator")
    parser.add_argument("--seed", type=int, help="as of train-generator")
    return parser
