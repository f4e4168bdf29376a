"""Say what networks get wrong on real ground with and without synthetic chips, and what synthetic chips show wrongly.

python -m training.study.explain_study STUDY_FOLDER OUTPUT.json

Reads the finished trainings of a study, and changes nothing in its folder. For each mixture and class it gives the
difference of recall and precision on the real test chips from real chips alone with ordinary augmentation, over the
seeds that both have, and the confusions that changed most. Where the study has kept networks of real chips alone
(treatments with `filtered` or `hard` need them), it also gives the recall of each class on synthetic training chips,
beside that on the real test chips: a class that such a network finds in real chips and not in synthetic ones is not
shown as it looks.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsyn_core.scenes.training_set import TrainingSet
from satsyn_core.segmentation.model import SegmentationModel
from satsyn_core.study.cell_run import chip_source
from satsyn_core.trainingset.synthesis.label_filter import load_filter_model

CONFUSIONS = 5
"""Changed confusions that are named."""

CHIPS = 60
"""Synthetic chips on which the recall of a network is found."""


@dataclass(frozen=True)
class FinishedTraining:
    """A training as the study keeps it.

    Attributes:
        digest: name of its files.
        treatment: as JSON.
        seed: of the training.
        classes: names.
        matrix: pixels (K, K) of the real test chips, rows the truth, columns the prediction.
    """

    digest: str
    treatment: dict[str, Any]
    seed: int
    classes: list[str]
    matrix: NDArray[np.int64]

    @classmethod
    def read(cls, path: Path) -> FinishedTraining:
        """Read a file of the folder `cells`."""
        content = json.loads(path.read_text(encoding="utf-8"))
        matrix = np.array(content["result"]["confusion_matrices"], np.int64).sum(axis=0)
        return cls(path.stem, content["treatment"], content["seed"], content["classes"], matrix)

    @property
    def is_control(self) -> bool:
        """Whether it was trained on real chips alone, with ordinary augmentation and the study's steps."""
        treatment = self.treatment
        return (treatment["mix"], treatment["augmentation"], treatment["steps"]) == ("real", "ordinary", 1)

    @property
    def group(self) -> str:
        """The treatment as text, the same for all seeds."""
        return json.dumps(self.treatment, sort_keys=True)


def explain(folder: Path) -> dict[str, Any]:
    """Return what the module says, JSON-compatible."""
    found = [FinishedTraining.read(path) for path in (folder / "cells").glob("[!.]*.json")]
    cells = sorted(found, key=lambda one: (one.group, one.seed))
    controls = {(one.treatment["share"], one.seed): one for one in cells if one.is_control}
    pairs: dict[str, list[tuple[FinishedTraining, FinishedTraining]]] = {}
    for one in cells:
        control = controls.get((one.treatment["share"], one.seed))
        if control is not None and not one.is_control:
            pairs.setdefault(one.group, []).append((one, control))
    return {
        "study": json.loads((folder / "results.json").read_text(encoding="utf-8"))["study"],
        "treatments": [_changes(found) for found in pairs.values()],
        "recall_on_synthetic_chips": _recalls(folder, list(controls.values())),
    }


def _changes(pairs: list[tuple[FinishedTraining, FinishedTraining]]) -> dict[str, Any]:
    ours, theirs = (np.stack([pair[place].matrix for pair in pairs]) for place in (0, 1))
    first = pairs[0][0]
    shares = [matrices / np.maximum(matrices.sum(axis=2, keepdims=True), 1) for matrices in (ours, theirs)]
    confusion = (shares[0] - shares[1]).mean(axis=0)
    wrong = [
        (row, column)
        for row, column in zip(*np.unravel_index(np.argsort(-np.abs(confusion), axis=None), confusion.shape))
        if row != column
    ]
    return {
        "treatment": first.treatment,
        "seeds": [one.seed for one, _ in pairs],
        "iou": _by_class(first.classes, _iou(ours) - _iou(theirs)),
        "recall": _by_class(first.classes, _share(ours, 2) - _share(theirs, 2)),
        "precision": _by_class(first.classes, _share(ours, 1) - _share(theirs, 1)),
        "confusions": [
            f"{first.classes[row]} predicted as {first.classes[column]}: {confusion[row, column]:+.3f} of its pixels"
            for row, column in wrong[:CONFUSIONS]
        ],
    }


def _iou(matrices: NDArray[np.int64]) -> NDArray[np.float64]:
    hits = np.diagonal(matrices, axis1=1, axis2=2)
    found: NDArray[np.float64] = hits / np.maximum(matrices.sum(axis=1) + matrices.sum(axis=2) - hits, 1)
    return found


def _share(matrices: NDArray[np.int64], axis: int) -> NDArray[np.float64]:
    """Return recall (`axis` 2) or precision (`axis` 1) of each class."""
    found: NDArray[np.float64] = np.diagonal(matrices, axis1=1, axis2=2) / np.maximum(matrices.sum(axis=axis), 1)
    return found


def _by_class(names: list[str], by_seed: NDArray[np.float64]) -> dict[str, dict[str, Any]]:
    return {
        name: {"mean": round(float(values.mean()), 4), "by_seed": [round(float(value), 4) for value in values]}
        for name, values in zip(names, by_seed.T, strict=True)
    }


def _recalls(folder: Path, controls: list[FinishedTraining]) -> list[dict[str, Any]]:
    sets = [TrainingSet.open(path.parent) for path in (folder / "sets").glob("*/manifest.json")]
    # Sets without filtered labels: these say what was to be shown.
    synthetic = [one for one in sets if all(_is_plain(chip) for chip in one.split("train"))]
    found = []
    for control in controls:
        path = folder / "models" / f"{control.digest}.safetensors"
        if path.exists() and synthetic:
            on_synthetic = np.sum([_matrix(path, one) for one in synthetic], axis=0)
            recalls = {
                "real test chips": _share(control.matrix[None], 2),
                "synthetic chips": _share(on_synthetic[None], 2),
            }
            values = {name: dict(zip(control.classes, np.round(one[0], 4).tolist())) for name, one in recalls.items()}
            found.append({"seed": control.seed, "share": control.treatment["share"], **values})
    return found


def _is_plain(chip: Any) -> bool:
    return chip.synthetic and chip.origin.ignored_share is None


def _matrix(path: Path, training_set: TrainingSet) -> NDArray[np.int64]:
    """Return the confusion matrix (K, K) of a network on chips of a synthetic set."""
    count = len(training_set.scheme.classes)
    model = load_filter_model(str(path), training_set.scheme, SegmentationModel.load(str(path)).architecture.bands)
    matrix = np.zeros((count, count), np.int64)
    chips = training_set.split("train")
    for number in np.unique(np.linspace(0, len(chips) - 1, min(CHIPS, len(chips))).astype(int)):
        with chip_source(training_set, chips[number]).open() as scene:
            window = scene.grid.window
            truth, predicted = scene.land_cover.read(window), model.predict(scene.read_imagery(window)).argmax(axis=0)
        known = truth < count
        pairs = truth[known].astype(np.int64) * count + predicted[known]
        matrix += np.bincount(pairs, minlength=count**2).reshape(count, count)
    return matrix


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path, help="folder of the study")
    parser.add_argument("output", type=Path, help="JSON file to write")
    chosen = parser.parse_args()
    chosen.output.write_text(json.dumps(explain(chosen.study), indent=1) + "\n", encoding="utf-8")
