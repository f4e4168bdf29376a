"""The files that describe a training set: `manifest.json` and `classes.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from ...contract.atomic_files import complete_or_absent
from ...contract.class_scheme import UNKNOWN, ClassScheme
from ...scenes.chip_record import ChipRecord
from ...scenes.training_set import CLASSES, MANIFEST


def write_manifest(folder: Path, head: Mapping[str, Any], records: Iterable[ChipRecord]) -> None:
    """Write `manifest.json`: the head, then a line for each chip.

    Args:
        folder: of the set.
        head: JSON-compatible; starts with the schema and its version.
        records: of the chips.
    """
    with complete_or_absent(folder / MANIFEST) as path, path.open("w", encoding="utf-8") as file:
        file.write("{\n")
        for name, value in head.items():
            file.write(f" {_text(name)}: ")
            if isinstance(value, list):
                _write_lines(file, value)
            else:
                file.write(_text(value))
            file.write(",\n")
        file.write(' "chips": ')
        _write_lines(file, (record.to_json() for record in records))
        file.write("\n}\n")


def _write_lines(file: TextIO, items: Iterable[object]) -> None:
    """Write a list with a line for each item: readable, and no larger than it need be."""
    separator = "[\n  "
    for item in items:
        file.write(separator + _text(item))
        separator = ",\n  "
    file.write("[]" if separator.startswith("[") else "\n ]")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_classes(folder: Path, scheme: ClassScheme, pixels: Mapping[str, Iterable[int]]) -> None:
    """Write `classes.json`: the classes that the values of the masks stand for.

    Args:
        folder: of the set.
        scheme: classes in the order of the masks' values.
        pixels: labelled pixels of each class, by split.
    """
    counts = {split: list(numbers) for split, numbers in pixels.items()}
    classes = [
        {
            "index": index,
            "name": known.name,
            "colour": list(known.colour),
            "land_cover_value": known.value,
            "building": known.building,
            "pixels": {split: int(numbers[index]) for split, numbers in counts.items()},
        }
        for index, known in enumerate(scheme.classes)
    ]
    described = {"classes": classes, "ignore_index": UNKNOWN, "unlabelled": scheme.unlabelled}
    with complete_or_absent(folder / CLASSES) as path:
        path.write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
