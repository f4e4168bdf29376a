"""The card of a model, read from its metadata."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.model_card import ModelCard, Provenance, StoredRange
from satsyn_core.learning.model_file import save_model


@pytest.fixture
def metadata(scheme: ClassScheme) -> dict[str, Any]:
    return {
        "kind": "generator",
        "name": "tiny",
        "family": "seamless",
        "architecture": {"bands": 3},
        "class_scheme": scheme.to_json(),
        "band_names": ["red", "green", "blue"],
        "value_range": {"low": 0, "high": 255, "dtype": "uint8"},
        "ground_sampling_distance": 1,
        "provenance": {
            "data": "own",
            "best_step": 20,
            "settings": {"batch": 8},
            "training_area": [{}, {}],
            "started_from": {
                "name": "parent",
                "digest": "ab12",
                "steps": 30,
                "started_from": {"name": "grandparent", "digest": "cd34", "licence": "CC0"},
            },
        },
    }


def test_a_card_is_read_from_a_file(metadata: dict[str, Any], scheme: ClassScheme, tmp_path: Path) -> None:
    path = tmp_path / "tiny.safetensors"
    save_model(path, {}, metadata)
    card = ModelCard.read(path)
    assert (card.kind, card.name, card.family, card.scheme) == ("generator", "tiny", "seamless", scheme)
    assert (card.band_names, card.values) == (("red", "green", "blue"), StoredRange(0, 255, "uint8"))
    assert card.provenance.best_step == 20
    assert card.provenance.settings == {"batch": 8}
    assert card.provenance.training_scenes == 2
    assert [(one.name, one.digest, one.provenance.steps) for one in card.provenance.ancestors] == [
        ("parent", "ab12", 30),
        ("grandparent", "cd34", None),
    ]


@pytest.mark.parametrize("missing", ["class_scheme", "band_names", "ground_sampling_distance"])
def test_an_incomplete_description_is_refused(metadata: dict[str, Any], tmp_path: Path, missing: str) -> None:
    del metadata[missing]
    save_model(tmp_path / "tiny.safetensors", {}, metadata)
    with pytest.raises(InputError, match=f"is incomplete .*{missing}"):
        ModelCard.read(tmp_path / "tiny.safetensors")


def test_an_ancestor_without_digest_is_refused(metadata: dict[str, Any], tmp_path: Path) -> None:
    del metadata["provenance"]["started_from"]["digest"]
    save_model(tmp_path / "tiny.safetensors", {}, metadata)
    with pytest.raises(InputError, match="is incomplete"):
        ModelCard.read(tmp_path / "tiny.safetensors")


@pytest.mark.parametrize(
    "damaged",
    [
        {"ground_sampling_distance": 10**400},
        {"ground_sampling_distance": "\ud800"},
        {"value_range": {"low": 0, "high": 10**400, "dtype": "uint8"}},
        {"provenance": {"training_area": 3}},
        {"provenance": {"started_from": {"name": "parent", "digest": "ab12", "steps": None}}},
        {"provenance": {"best_step": []}},
    ],
)
def test_a_damaged_entry_is_refused(metadata: dict[str, Any], damaged: dict[str, Any], tmp_path: Path) -> None:
    save_model(tmp_path / "tiny.safetensors", {}, {**metadata, **damaged})
    with pytest.raises(InputError, match="is incomplete"):
        ModelCard.read(tmp_path / "tiny.safetensors")


def test_provenance_may_say_nothing() -> None:
    empty = Provenance({})
    assert (empty.data, empty.licence, empty.steps, empty.best_step, empty.ancestors) == (None, None, None, 0, ())
