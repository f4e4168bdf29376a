"""The card of a model: what its file says of it, read once from the metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .class_scheme import ClassScheme
from .errors import InputError
from .json_text import finite_number
from .model_metadata import read_metadata

STARTED_FROM = "started_from"
"""Entry that holds the name, the digest and the provenance of the model whose weights a training started from."""

TRAINING_AREA = "training_area"
"""Entry that holds the outlines of the training scenes."""


@dataclass(frozen=True)
class Ancestor:
    """A model whose weights another model's training started from.

    Attributes:
        name, digest: of the model file.
        provenance: of the model.
    """

    name: str
    digest: str
    provenance: Provenance


@dataclass(frozen=True)
class Provenance:
    """Where a model comes from: its data, its training and what was measured of it.

    Attributes:
        entries: everything that the model file says, by name, as JSON-compatible values.
    """

    entries: Mapping[str, Any]

    @property
    def data(self) -> str | None:
        """The imagery that the model was trained on."""
        return self._text("data")

    @property
    def licence(self) -> str | None:
        """Licence of that imagery."""
        return self._text("licence")

    @property
    def steps(self) -> int | None:
        """Training steps of the weights."""
        return int(self.entries["steps"]) if "steps" in self.entries else None

    @property
    def best_step(self) -> int:
        """Step of the weights that were kept; 0 where the file does not say."""
        return int(self.entries.get("best_step", 0))

    @property
    def settings(self) -> Mapping[str, Any]:
        """Settings of the training by name."""
        return dict(self.entries.get("settings", {}))

    @property
    def training_scenes(self) -> int | None:
        """Number of training scenes whose outlines the file holds."""
        return len(self.entries[TRAINING_AREA]) if TRAINING_AREA in self.entries else None

    @property
    def ancestors(self) -> tuple[Ancestor, ...]:
        """The models whose weights each next one started from, the latest first."""
        if STARTED_FROM not in self.entries:
            return ()
        entries = self.entries[STARTED_FROM]
        parent = Ancestor(str(entries["name"]), str(entries["digest"]), Provenance(entries))
        return (parent, *parent.provenance.ancestors)

    def check(self) -> None:
        """Read the entries that have a form, also those of the models that this one descends from.

        Raises:
            KeyError, OverflowError, TypeError, ValueError: one is missing or malformed.
        """
        for one in (self, *(ancestor.provenance for ancestor in self.ancestors)):
            _ = (one.steps, one.best_step, one.settings, one.training_scenes)

    def _text(self, name: str) -> str | None:
        return str(self.entries[name]) if name in self.entries else None


@dataclass(frozen=True)
class StoredRange:
    """Range and data type of the digital numbers of a model's imagery."""

    low: float
    high: float
    dtype: str


@dataclass(frozen=True)
class ModelCard:
    """What a model file says of its model.

    Attributes:
        kind: "generator" or "segmentation".
        name: of the model.
        family: of the generator; empty where the file names none.
        architecture: hyper-parameters of the networks by name.
        scheme: the classes of the model.
        band_names: one a band of its imagery.
        values: range of its imagery; None where the file does not say.
        ground_sampling_distance: of the training imagery, in metres per pixel.
        provenance: data, training and measurements.
    """

    kind: str
    name: str
    family: str
    architecture: Mapping[str, Any]
    scheme: ClassScheme
    band_names: tuple[str, ...]
    values: StoredRange | None
    ground_sampling_distance: float
    provenance: Provenance

    @classmethod
    def read(cls, path: Path | str) -> ModelCard:
        """Read the card of a model file; no weights are loaded.

        Raises:
            InputError: the file is not a model, has a newer format, or its description is incomplete.
        """
        metadata = read_metadata(path)
        try:
            card = cls.from_metadata(metadata)
            card.provenance.check()
        except (KeyError, OverflowError, TypeError, ValueError) as error:
            raise InputError(
                f"The description in {path} is incomplete ({error!r}): another SatSyn wrote it."
            ) from error
        return card

    @classmethod
    def from_metadata(cls, metadata: Mapping[str, Any]) -> ModelCard:
        """Return the card that the metadata of a model file holds.

        Raises:
            InputError, KeyError, TypeError, ValueError: an entry is missing or malformed.
        """
        values = metadata.get("value_range")
        stored = None
        if values:
            stored = StoredRange(finite_number(values["low"]), finite_number(values["high"]), str(values["dtype"]))
        return cls(
            kind=str(metadata["kind"]),
            name=str(metadata.get("name", "")),
            family=str(metadata.get("family", "")),
            architecture=dict(metadata.get("architecture", {})),
            scheme=ClassScheme.from_json(metadata["class_scheme"]),
            band_names=tuple(str(name) for name in metadata["band_names"]),
            values=stored,
            ground_sampling_distance=finite_number(metadata["ground_sampling_distance"]),
            provenance=Provenance(dict(metadata.get("provenance", {}))),
        )
