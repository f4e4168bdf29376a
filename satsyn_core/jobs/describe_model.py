"""The job that says what a model file holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..contract.bundled import BUNDLED_MODEL
from ..contract.class_scheme import ClassScheme
from ..contract.declarations.describe_model import DescribeModel
from ..contract.errors import InputError
from ..contract.model_metadata import read_metadata
from ..contract.progress import Reporter

SAMPLES_SUFFIX = ".jpg"
"""In place of a model file's own one: the picture of what the model paints."""

STARTED_FROM = "started_from"
"""Entry of a card that holds the name, the digest and the card of the model whose weights training started from."""

DIGITS = 12
"""Of a digest that are shown: enough to tell models apart."""


def run(parameters: DescribeModel, reporter: Reporter) -> dict[str, object]:
    """Do the job; the whole card goes to the log. No weights are loaded."""
    path = Path(parameters.model or BUNDLED_MODEL)
    metadata = read_metadata(path)
    try:
        scheme = ClassScheme.from_json(metadata["class_scheme"])
        bands = [str(name) for name in metadata["band_names"]]
        pixel_size = float(metadata["ground_sampling_distance"])
        card = _card(metadata, scheme, bands, pixel_size)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"The description in {path} is incomplete ({error!r}): another SatSyn wrote it.") from error
    samples = path.with_suffix(SAMPLES_SUFFIX)
    shown = str(samples) if samples.is_file() else None
    if shown:
        card.append(f"Samples (land cover, real image, four styles of each place): {shown}")
    reporter.log("\n".join([f"Model {path}", *card]))
    return {
        "KIND": str(metadata["kind"]),
        "CLASSES": ", ".join(f"{c.value}={c.name}" for c in scheme.classes),
        "BANDS": len(bands),
        "PIXEL_SIZE": pixel_size,
        "SAMPLES": shown,
    }


def _card(metadata: Mapping[str, Any], scheme: ClassScheme, bands: list[str], pixel_size: float) -> list[str]:
    values = metadata.get("value_range", {})
    lines = [
        f"Name: {metadata.get('name', '')}",
        f"Kind: {metadata['kind']}",
        *_family(metadata),
        "Classes (own value, name):",
    ]
    lines += [f"  {c.value} {c.name}{', drawn for BUILDINGS' if c.building else ''}" for c in scheme.classes]
    if scheme.unlabelled is not None:
        lines.append(f"  {scheme.unlabelled} unlabelled, taken as nodata")
    lines.append(f"Bands: {', '.join(bands)}")
    if values:
        lines.append(f"Values: {values['low']:g} to {values['high']:g} ({values['dtype']})")
    lines.append(f"Pixel size of the training imagery: {pixel_size:g} m")
    provenance = _provenance(metadata)
    for key, item in sorted(provenance.items()):
        lines += _ancestors(provenance) if key == STARTED_FROM else _label_inputs(key, item)
    return lines


def _family(metadata: Mapping[str, Any]) -> list[str]:
    """Return what distinguishes a generator that is not of the default family."""
    if metadata.get("family") != "paper":
        return []
    chip = metadata["architecture"]["chip"]
    return [f"Family: paper, the source work's generator; paints chips of {chip} pixels that overlap by half"]


def _provenance(metadata: Mapping[str, Any]) -> dict[str, Any]:
    told = dict(metadata.get("provenance", {}))
    if "training_area" in told:
        # Outlines in map coordinates are for programs, which look for ground that was trained on.
        told["training_area"] = f"{len(told['training_area'])} scenes, whose outlines are in the file"
    return told


def _label_inputs(key: str, item: object) -> list[str]:
    """Return the lines of an entry of the provenance: one for each figure that was measured, else one."""
    title = key.replace("_", " ").capitalize()
    if key == "measured" and isinstance(item, dict):
        return [f"{title}:", *(f"  {name}: {_short(value)}" for name, value in item.items())]
    return [f"{title}: {_short(item)}"]


def _ancestors(provenance: Mapping[str, Any]) -> list[str]:
    """Return a line for each model whose weights the next one started from, the latest first: data and licence only
    where they are not those of the model that started from it.
    """
    lines = ["Started from:"]
    while STARTED_FROM in provenance:
        ancestor = provenance[STARTED_FROM]
        told = [f"{ancestor['name']} {ancestor['digest'][:DIGITS]}"]
        told += [f"{key} {ancestor[key]}" for key in ("data", "licence") if ancestor.get(key) != provenance.get(key)]
        told += [f"{ancestor['steps']} steps"] if "steps" in ancestor else []
        lines.append("  " + ", ".join(told))
        provenance = ancestor
    return lines


def _short(item: object) -> str:
    if isinstance(item, dict):
        return ", ".join(f"{key.replace('_', ' ')} {_short(value)}" for key, value in item.items())
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
