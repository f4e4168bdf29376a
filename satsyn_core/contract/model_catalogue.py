"""The models that a user can choose by name: those that come with SatSyn, and those in a folder of the user."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .bundled import BUNDLED_MODEL
from .errors import InputError
from .model_metadata import read_metadata

SAMPLES_SUFFIX = ".jpg"
"""Suffix of the picture with samples of a model, which replaces the suffix of the model file."""


@dataclass(frozen=True)
class CataloguedModel:
    """A model file, described by its metadata.

    Attributes:
        path: the file.
        name: its name without suffix.
        kind: `generator` or `segmentation`.
        pixel_size: side of a pixel on the ground in metres; None where the model does not say.
        classes: names of its classes, in the model's order.
    """

    path: Path
    name: str
    kind: str
    pixel_size: float | None
    classes: tuple[str, ...]

    @property
    def label(self) -> str:
        """The model in one line: name, pixel size and classes."""
        size = f", {self.pixel_size:.3g} m" if self.pixel_size else ""
        return f"{self.name}{size}: {', '.join(self.classes)}"

    @property
    def samples(self) -> Path | None:
        """The picture with samples beside the file; None where there is none."""
        picture = self.path.with_suffix(SAMPLES_SUFFIX)
        return picture if picture.is_file() else None


def catalogued_models(folder: Path | None = None, kind: str | None = None) -> list[CataloguedModel]:
    """Return the bundled models, then those in `folder`, by name; files that are no SatSyn models are left out.

    Args:
        folder: the user's folder of models; None: bundled ones only.
        kind: `generator` or `segmentation`; None: both.
    """
    found: list[CataloguedModel] = []
    for place in (BUNDLED_MODEL.parent, folder):
        for path in sorted(place.glob("*.safetensors")) if place is not None else ():
            model = _described(path)
            if model is not None and kind in (None, model.kind) and path not in [one.path for one in found]:
                found.append(model)
    return found


def _described(path: Path) -> CataloguedModel | None:
    try:
        said = read_metadata(path)
        size = said.get("ground_sampling_distance")
        classes = tuple(str(one["name"]) for one in said["class_scheme"]["classes"])
        return CataloguedModel(path, path.stem, str(said["kind"]), float(size) if size else None, classes)
    except (InputError, OSError, KeyError, TypeError, ValueError):
        return None
