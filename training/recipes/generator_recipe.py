"""The common part of the generators' recipes: their command line, and the call of `train-generator`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from satsyn_core.command_line import main
from satsyn_core.contract.bundled import RESOURCES


@dataclass(frozen=True)
class ScenePaths:
    """Images, and the land cover of each in the same order."""

    imagery: Sequence[Path]
    land_cover: Sequence[Path]


@dataclass(frozen=True)
class Recipe:
    """How a bundled generator is trained.

    Attributes:
        name: of the model; it is written to `resources/models`.
        scheme: name of its class scheme.
        data: a sentence on the imagery, for the model card.
        licence: of the imagery.
        options: further options of `train-generator`, by name.
    """

    name: str
    scheme: str
    data: str
    licence: str
    options: Mapping[str, str]

    def train(self, training: ScenePaths, validation: ScenePaths, arguments: argparse.Namespace) -> int:
        """Train the model with the arguments of `read_arguments`; return the exit code."""
        options = {
            "imagery": map(str, training.imagery),
            "landcover": map(str, training.land_cover),
            "validation-imagery": map(str, validation.imagery),
            "validation-landcover": map(str, validation.land_cover),
            "scheme": [str(RESOURCES / "class_schemes" / f"{self.scheme}.json")],
            "iterations": [str(arguments.iterations)],
            "name": [self.name],
            "data": [self.data],
            "licence": [self.licence],
            "output": [str(arguments.output or RESOURCES / "models" / f"{self.name}.safetensors")],
            **{name: [value] for name, value in self.options.items()},
        }
        for name in (
            "stop_after",
            "initial_model",
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
