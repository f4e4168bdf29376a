"""What the recipes of the bundled generators share: one call of `train-generator`, and its own options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from satsyn_core.__main__ import main  # noqa: E402


@dataclass(frozen=True)
class ScenePaths:
    """Imagery and the land cover of the same ground, in the same order."""

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

    def train(self, learnt: ScenePaths, validation: ScenePaths, asked: argparse.Namespace) -> int:
        """Train the model; return the exit code."""
        options = {
            "imagery": map(str, learnt.imagery),
            "landcover": map(str, learnt.land_cover),
            "validation-imagery": map(str, validation.imagery),
            "validation-landcover": map(str, validation.land_cover),
            "scheme": [str(REPOSITORY / f"resources/class_schemes/{self.scheme}.json")],
            "iterations": [str(asked.iterations)],
            "name": [self.name],
            "data": [self.data],
            "licence": [self.licence],
            "output": [str(asked.output or REPOSITORY / f"resources/models/{self.name}.safetensors")],
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
            "seed",
        ):
            if getattr(asked, name) is not None:
                options[name.replace("_", "-")] = [str(getattr(asked, name))]
        return main(["train-generator", *(word for name, words in options.items() for word in (f"--{name}", *words))])


def asked_for(description: str | None, iterations: int) -> argparse.Namespace:
    """Return what the command line asks for: data, iterations, output, and options of `train-generator`.

    Args:
        description: of the script.
        iterations: its default.
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
    parser.add_argument("--seed", type=int, help="as of train-generator")
    return parser.parse_args()
