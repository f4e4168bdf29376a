"""What a recipe does after the training: the style bank, the sample sheet and the card of the model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from satsyn_core.generator.families import load_generator
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.segmentation.model import SegmentationModel
from training.experiments.draw_samples import draw
from training.experiments.measure_coverage import CoverageOptions, coverage_of
from training.experiments.rebuild_style_bank import Options, rebuilt
from training.recipes.scene_paths import ScenePaths

SHEET_SUFFIX = ".jpg"
"""The sample sheet lies beside the model, with this suffix."""

CARD_COVERAGE = CoverageOptions(crop=128, crops=24, rounds=1, drawings=("random",))
"""How the coverage on a model's card is measured: a minute or two of one core."""


@dataclass(frozen=True)
class Finish:
    """How a model is finished.

    Attributes:
        bank: how its style bank is made.
        test: what the test scenes are, for the card.
        sheet: part of the path of the test scene that the sample sheet shows.
        gain: of the pictures of the sample sheet.
        recognised_by: file of a segmentation model that has to recognise the classes of a style code; None for none.
    """

    bank: Options
    test: str
    sheet: str
    gain: float = 1.0
    recognised_by: Path | None = None


def finish(path: Path, training: ScenePaths, test: ScenePaths, plan: Finish) -> None:
    """Give a trained model its style bank, and, where there are test scenes, its sample sheet and measured card.

    Args:
        path: of the model file, which is replaced; the sheet lies beside it.
        training: scenes that the style codes come from.
        test: scenes that the model was not trained on; may be empty.
        plan: see `Finish`.
    """
    generator = load_generator(path)
    if not isinstance(generator, SeamlessGenerator):
        raise TypeError(f"{path} is no generator of the default family")
    model = None
    if plan.recognised_by:
        model = SegmentationModel.load(plan.recognised_by)
        model.network.eval()
    generator = rebuilt(generator, model, (training.imagery_names, training.land_cover_names), plan.bank)
    if not test.imagery:
        generator.save(path)
        print("There are no test scenes, so the model gets neither sample sheet nor measured card.")
        return
    covered = coverage_of(generator, (test.imagery_names, test.land_cover_names), [], CARD_COVERAGE)
    real, random = covered["real"], covered["random"]
    measured = {
        "test": plan.test,
        "coverage of the real range of brightness, colour and grain by random styles": (
            f"{random['mean']:.3f} mean, {random['worst']:.3f} worst; other real imagery {real['mean']:.3f} and "
            f"{real['worst']:.3f}; {CARD_COVERAGE.crops} crops of each class"
        ),
    }
    generator.with_provenance(measured=measured).save(path)
    shown = next(number for number, image in enumerate(test.imagery_names) if plan.sheet in image)
    draw(path, test.imagery[shown], test.land_cover[shown], path.with_suffix(SHEET_SUFFIX), plan.gain)
