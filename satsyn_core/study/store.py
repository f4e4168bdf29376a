"""The folder of a study: finished cells, training sets, models and reports. What is there was finished."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import __version__
from ..contract.atomic_files import complete_or_absent
from ..contract.errors import InputError
from ..contract.json_text import read_json, whole_number
from ..contract.plain_files import read_text
from ..learning.iou import class_iou, mean_iou

SCHEMA = "satsyn-study"
RESULT_FORMAT = 1

MARKER, REPORT, RESULTS, CELLS = "study.json", "report.html", "results.json", "cells.csv"


@dataclass(frozen=True)
class CellResult:
    """What came of a cell.

    Attributes:
        matrices: pixels (blocks, K, K) of each block of test ground, rows the truth, columns the prediction.
        real, synthetic: numbers of training chips.
        steps, best_step: taken, and of the weights that the validation chips chose.
        validation: mean IoU on these.
        seconds: of preparing, training and scoring, by name.
        machine: device and processor.
    """

    matrices: NDArray[np.int64]
    real: int
    synthetic: int
    steps: int
    best_step: int
    validation: float
    seconds: Mapping[str, float]
    machine: str

    @property
    def mean_iou(self) -> float:
        """Mean IoU over the classes of the test ground."""
        return mean_iou(self.matrices.sum(axis=0))

    @property
    def iou(self) -> NDArray[np.float64]:
        """IoU of each class (K,); NaN for a class that the test ground lacks."""
        return class_iou(self.matrices.sum(axis=0))

    def to_json(self) -> dict[str, Any]:
        """Return the result as JSON-compatible values."""
        return {
            "format": RESULT_FORMAT,
            "satsyn_version": __version__,
            "mean_iou": self.mean_iou,
            "chips": {"real": self.real, "synthetic": self.synthetic},
            "steps": self.steps,
            "best_step": self.best_step,
            "validation_mean_iou": self.validation,
            "seconds": dict(self.seconds),
            "machine": self.machine,
            "confusion_matrices": self.matrices.tolist(),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> CellResult:
        """Read what `to_json` wrote.

        Raises:
            KeyError, OverflowError, TypeError, ValueError: it is incomplete, or of another format.
        """
        if values["format"] != RESULT_FORMAT:
            raise ValueError("another format")
        matrices = np.array(values["confusion_matrices"], np.int64)
        if matrices.ndim != 3 or matrices.shape[1] != matrices.shape[2] or (matrices < 0).any():
            raise ValueError("no confusion matrices")
        return cls(
            matrices,
            whole_number(values["chips"]["real"]),
            whole_number(values["chips"]["synthetic"]),
            whole_number(values["steps"]),
            whole_number(values["best_step"]),
            float(values["validation_mean_iou"]),
            dict(values["seconds"]),
            str(values["machine"]),
        )


class StudyStore:
    """The folder of a study. Several runs may use it at once: each file appears when it is complete."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def require_usable(self) -> None:
        """Require that the folder is a study's, is empty, or can be made.

        Raises:
            InputError: it holds something else, or cannot be made.
        """
        if self.folder.is_file():
            raise InputError(f"The output {self.folder} is a file: name a folder.")
        if self.folder.is_dir() and any(self.folder.iterdir()) and not (self.folder / MARKER).is_file():
            raise InputError(
                f"The output folder {self.folder} holds other files and no study: choose a new or empty folder."
            )
        if not self.folder.parent.is_dir():
            raise InputError(f"The folder {self.folder.parent} does not exist: create it or choose another output.")

    def prepare(self) -> None:
        """Make the folder.

        Raises:
            InputError: see `require_usable`.
        """
        self.require_usable()
        for place in (self.folder, *(self.folder / name for name in ("cells", "sets", "models", "work"))):
            place.mkdir(exist_ok=True)
        if not (self.folder / MARKER).is_file():
            self.write_json(self.folder / MARKER, {"schema": SCHEMA, "satsyn_version": __version__})

    def result_path(self, digest: str) -> Path:
        """Return the file of a cell's result."""
        return self.folder / "cells" / f"{digest[:20]}.json"

    def model_path(self, digest: str) -> Path:
        """Return the file of a cell's network."""
        return self.folder / "models" / f"{digest[:20]}.safetensors"

    def set_path(self, digest: str) -> Path:
        """Return the folder of a training set."""
        return self.folder / "sets" / digest[:20]

    def work_path(self, digest: str) -> Path:
        """Return the folder in which a cell is trained, and from which a stopped training goes on."""
        return self.folder / "work" / digest[:20]

    def result(self, digest: str) -> CellResult | None:
        """Return the result of a cell; None if it is not there, or cannot be read."""
        try:
            return CellResult.from_json(read_json(read_text(self.result_path(digest)))["result"])
        except (OSError, InputError, KeyError, OverflowError, TypeError, ValueError):
            return None

    def write_result(self, digest: str, identity: Mapping[str, Any], result: CellResult) -> None:
        """Keep the result of a cell, with all that it depends on."""
        self.write_json(self.result_path(digest), {**identity, "result": result.to_json()}, indent=None)

    def write_json(self, path: Path, content: Mapping[str, Any], indent: int | None = 1) -> None:
        """Write a JSON file that is complete or absent."""
        with complete_or_absent(path) as temporary:
            temporary.write_text(json.dumps(content, indent=indent, ensure_ascii=False) + "\n", encoding="utf-8")

    def write_text(self, path: Path, text: str) -> None:
        """Write a text file that is complete or absent."""
        with complete_or_absent(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
